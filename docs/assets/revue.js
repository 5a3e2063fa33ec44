// The page of the yearly review: the file of the Caf is opened, each line gets a decision, the answer is a file.
// Nothing is sent; nothing is kept.
(() => {
  const greffe = window.greffe;
  const page = document.querySelector("[data-revue]");
  if (!page) return;

  const form = page.querySelector("form");
  const ready = page.querySelector(".pret");
  const find = (selector) => page.querySelector(selector);
  const make = (tag, properties) => Object.assign(document.createElement(tag), properties);
  const { count, frenchDay } = greffe;

  let sheet = null; // the file being answered
  let saved = true; // nothing decided that would be lost
  let link = null; // of the answer that is ready
  let submitted = false;

  // --- The lines --------------------------------------------------------------------------------------

  const cards = () => [...page.querySelectorAll(".personne")];
  const decided = (card) => card.querySelector("[type=radio]:checked")?.value ?? "";
  const values = (card) => Object.fromEntries([...card.querySelectorAll("[data-cle]")].map(({ dataset, value }) => [dataset.cle, value.trim()]));
  const shown = (value) => (/^\d{4}-\d{2}-\d{2}$/.test(value) ? frenchDay(value) : value);

  const draw = (line, rank) => {
    const card = find("template").content.cloneNode(true).firstElementChild;
    const name = [line.prenom, line.nom].filter(Boolean).join(" ");
    card.querySelector(".rang").textContent = `${rank + 1}. ${name}`;
    const others = sheet.montre.filter(({ cle }) => line[cle] && !["prenom", "nom"].includes(cle));
    card.querySelector(".essentiel").textContent = others.map(({ cle }) => shown(line[cle])).join(", ");
    card.querySelector(".decisions").append(...sheet.decision.options.map((option) => choice(option, rank, line.decision)));
    card.querySelector(".champs").append(...sheet.nouveau.map((question) => field(question, rank, line[question.cle] ?? "")));
    card.querySelector(".messages").id = `m${rank}`;
    return card;
  };

  const choice = (option, rank, decision) => {
    const box = make("div", { className: "case" });
    const input = make("input", { type: "radio", name: `d${rank}`, id: `d${rank}-${option.replace(/ /g, "-")}`, value: option, checked: option === decision });
    box.append(input, " ", make("label", { htmlFor: input.id, textContent: option[0].toUpperCase() + option.slice(1) }));
    return box;
  };

  const field = ({ cle, libelle, genre, options }, rank, value) => {
    const box = make("div", { className: "question" });
    const input = options ? make("select", {}) : make("input", { type: "text", autocomplete: "off", inputMode: genre === "adresse" ? "email" : "text" });
    Object.assign(input, { className: "champ", id: `v${rank}-${cle}` });
    input.dataset.cle = cle;
    if (options) input.append(new Option("Sans changement", ""), ...options.map((option) => new Option(option, option)));
    // What a file says stays, to be told, though it is not in the list.
    if (options && value && !options.includes(value)) input.append(new Option(value, value));
    input.value = value;
    input.setAttribute("aria-describedby", `m${rank}`);
    box.append(make("label", { htmlFor: input.id, textContent: libelle }), input);
    return box;
  };

  // --- While one answers ------------------------------------------------------------------------------

  const say = (place, text) => {
    const line = make("p", { className: "message erreur" });
    line.append(make("strong", { textContent: "Erreur\u00a0: " }), text);
    place.replaceChildren(...(text ? [line] : []));
    place.hidden = !text;
  };

  const refresh = () => {
    const rien = find("#rien").checked;
    find(".lignes").hidden = rien;
    const faults = [];
    for (const card of cards()) {
      const isChange = greffe.isChange(decided(card));
      card.querySelector(".nouveau").hidden = !isChange;
      const fault = rien ? "" : greffe.reviewFault(sheet, decided(card), values(card));
      say(card.querySelector(".messages"), submitted ? fault : "");
      if (fault) faults.push(card.querySelector("[data-cle]"));
    }
    const { iso } = greffe.parseDay(find("#transmise_le").value);
    say(find("#transmise_le-messages"), submitted && !iso ? "Écrivez la date jour/mois/année, par exemple 15/06/2026." : "");
    if (!iso) faults.unshift(find("#transmise_le"));
    const left = rien ? 0 : cards().filter((card) => !decided(card)).length;
    const parts = [
      submitted && faults.length && count(faults.length, "erreur à corriger", "erreurs à corriger"),
      left && `${count(left, "accès sans décision", "accès sans décision")}, ${left > 1 ? "qui resteront ouverts" : "qui restera ouvert"} en attendant votre réponse`,
    ];
    find(".bilan").textContent = parts.filter(Boolean).join("\u00a0; ");
    return { faults, iso, rien };
  };

  form.addEventListener("input", ({ target }) => {
    if (target.id === "feuille") return;
    saved = false;
    refresh();
  });
  form.addEventListener("change", ({ target }) => {
    const { iso } = target.id === "transmise_le" ? greffe.parseDay(target.value) : {};
    if (iso) target.value = frenchDay(iso);
  });
  window.addEventListener("beforeunload", (event) => {
    if (saved) return;
    event.preventDefault();
    event.returnValue = ""; // what browsers before 2023 obey
  });

  find("#feuille").addEventListener("change", async ({ target }) => {
    const [file] = target.files;
    if (!file) return;
    const read = file.size < 1e6 && greffe.readReview(await file.text());
    target.value = "";
    if (!read) {
      find("#feuille-etat").textContent = `« ${file.name} » n'est pas une feuille de revue envoyée par la Caf. Choisissez le fichier .json dont le nom commence par «\u00a0revue\u00a0».`;
      return;
    }
    if (!saved && !confirm("Remplacer ce que vous avez décidé par le contenu du fichier\u00a0?")) return;
    sheet = read;
    saved = true;
    submitted = false;
    find("#rien").checked = sheet.reponse.rien_a_changer === "oui";
    find("#par").value = sheet.reponse.par ?? "";
    find(".cartes").replaceChildren(...sheet.lignes.map(draw));
    find(".suite-revue").hidden = false;
    find("#feuille-etat").textContent = `« ${file.name} » est ouvert\u00a0: ${count(sheet.lignes.length, "accès", "accès")}.`;
    refresh();
  });

  // --- The end ----------------------------------------------------------------------------------------

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submitted = true;
    const { faults, iso, rien } = refresh();
    if (!faults.length) return finish(iso, rien);
    faults[0].focus();
    find(".annonce").textContent = find(".bilan").textContent;
  });

  const finish = (jour, rien) => {
    const lines = cards().map((card) => ({ decision: decided(card), values: values(card) }));
    const answer = greffe.writeReview(sheet, { rien, par: find("#par").value.trim(), jour, lines });
    const name = `reponse-revue-${sheet.formulaire.split(".").slice(1, -1).join("-")}-${sheet.partenaire}-${jour}.json`;
    const bytes = new TextEncoder().encode(`${JSON.stringify(answer, null, 2)}\n`);
    if (link) URL.revokeObjectURL(link.href);
    const offered = greffe.offer({ name, title: "Réponse à la revue", kind: "Ce que la Caf enregistre", type: "application/json", bytes }, () => (saved = true));
    link = offered.link;
    find(".fichiers").replaceChildren(offered.item);
    const told = (decision) => lines.filter((line) => line.decision === decision).length;
    const parts = sheet.decision.options.map((option) => told(option) && `${told(option)} «\u00a0${option}\u00a0»`);
    find(".resume").textContent = rien ? "Rien à changer\u00a0: tous les accès sont gardés." : [...parts, told("") && `${told("")} sans décision`].filter(Boolean).join(", ") + ".";
    location.hash = "pret"; // so that the browser's « Back » comes back to the answer
    turn();
  };

  // Show the answer being made, or what is ready: the address says which.
  const turn = () => {
    const isReady = location.hash === "#pret" && link !== null;
    if (isReady !== ready.hidden) return;
    form.hidden = isReady;
    ready.hidden = !isReady;
    document.querySelector(".chapo").hidden = isReady;
    find(isReady ? "#pret" : "#depart").focus();
  };
  window.addEventListener("hashchange", turn);
  find("#revenir").addEventListener("click", () => (location.hash = "depart"));

  // Invented data have a day of their own.
  const now = page.dataset.jour ? new Date(`${page.dataset.jour}T00:00`) : new Date();
  find("#transmise_le").value = [now.getDate(), now.getMonth() + 1, now.getFullYear()].map((part) => String(part).padStart(2, "0")).join("/");
  find(".sans-script").remove();
  form.hidden = false;
})();
