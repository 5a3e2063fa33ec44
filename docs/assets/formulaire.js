// The page of a form: what is typed is checked at once, then made into files. Nothing is sent; nothing is kept
// but the draft one asks for.
(() => {
  const greffe = (window.greffe = window.greffe || {});
  const page = document.querySelector("[data-formulaire]");
  if (!page) return;

  // Where the choice of a profile and of its place can be wrong at once, though each of them is right.
  const CHOSEN = ["profil", "lieu", "equipement"];
  const AT_ONCE = ["M20", "M21"];

  const { donnees } = greffe;
  const id = page.dataset.formulaire;
  const meta = donnees.formulaires[id];
  const isNew = meta.document === "adhesion";
  const hasUsers = meta.listes.some(({ cle }) => cle === "utilisateurs");
  const form = page.querySelector("form");
  const ready = page.querySelector(".pret");
  const title = page.querySelector("#pret").textContent;
  const find = (selector) => page.querySelector(selector);
  const fields = new greffe.Fields(form, meta);
  const draft = greffe.makeDraft(id);

  let before = null; // the annexe that the answers start from
  let submitted = false;
  let saved = true; // nothing typed that would be lost
  let links = []; // of the files that are ready
  let wrong; // the field last heard to be wrong

  const { count, frenchDay } = greffe;
  const announce = (text) => (find(".annonce").textContent = text);

  // --- Whom it is about -------------------------------------------------------------------------------

  const chosen = () => {
    if (isNew) {
      const caf = donnees.cafs[fields.single("caf").value] ?? Object.values(donnees.cafs)[0];
      return { caf, modele: caf.modele, domaines: [], documents: caf.documents, valeurs: {} };
    }
    const partner = donnees.partenaires[fields.single("partenaire").value] ?? Object.values(donnees.partenaires)[0];
    return { ...partner, caf: donnees.cafs[partner.caf] };
  };

  // Those that return this document.
  const partners = Object.fromEntries(Object.entries(donnees.partenaires).filter(([, { documents }]) => documents[meta.document]));
  const isPartner = (key) => Object.keys(partners).includes(key);
  const places = () => (isPartner(fields.single("partenaire").value) ? chosen().lieux : []);
  // Invented data have a day of their own.
  const today = () => {
    if (donnees.jour) return donnees.jour;
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
  };

  const check = () => {
    const { modele, domaines } = chosen();
    const { answers, cards } = fields.read();
    const { findings, values } = greffe.verify(meta, answers, { ...donnees.modeles[modele], domaines, lieux: hasUsers ? places() : [], jour: today() });
    findings.push(...others(values));
    const isAsked = ({ ou }) => ou.liste || !fields.single(ou.cle).closest(".question").hidden;
    return { findings: findings.filter(isAsked), values, cards };
  };

  // What is known of the convention of the organisation: that it has ended, or that an annexe 1 was sent already.
  const tellConvention = () => {
    const known = isPartner(fields.single("partenaire").value) ? chosen() : {};
    const [notice, end] = [find(".finie"), known.fin ?? ""];
    notice.hidden = !end;
    if (notice.textContent !== end) notice.textContent = end;
    const answer = fields.single("complete");
    if (answer) answer.closest(".question").hidden = !known.annexe_1 || before !== null;
  };

  // Whether the annexe leaves nobody out: asked when one is known, and no file tells who is in it.
  const others = ({ listes }) => {
    const answer = fields.single("complete");
    if (!answer || answer.closest(".question").hidden) return [];
    const { phrases } = donnees.modeles[chosen().modele];
    const wrong = !answer.value ? "complete" : answer.value === "tous" && listes.ouverts.length < 2 ? "complete.seule" : "";
    return wrong ? [{ ...phrases[wrong], ou: { cle: "complete" }, absent: !answer.value }] : [];
  };

  // --- While one types --------------------------------------------------------------------------------

  const refresh = () => {
    if (isNew) greffe.askArticle(fields);
    fields.label();
    if (!isNew) tellConvention();
    const { findings, values, cards } = check();
    if (hasUsers) greffe.showUsers(fields, cards.utilisateurs, values.listes.utilisateurs, places(), values.champs.transmise_le || today());
    const said = fields.show(findings, cards, submitted);
    const errors = said.filter(({ gravite }) => gravite === "erreur");
    const others = said.length - errors.length;
    const parts = [
      errors.length && count(errors.length, "erreur à corriger", "erreurs à corriger"),
      others && count(others, "point à vérifier", "points à vérifier"),
    ];
    find(".bilan").textContent = parts.filter(Boolean).join(", ");
    const list = find(".bilan-liste");
    list.hidden = !submitted || !errors.length;
    list.replaceChildren(...(submitted ? said : []).map(line));
    return { values, said, errors, doubts: said.filter(({ gravite }) => gravite !== "erreur") };
  };

  const whom = (input) => input.closest(".personne")?.querySelector(".rang").textContent;
  const line = ({ input, champ, gravite, message, ou }) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    const title = (node) => node.firstChild.textContent.trim();
    const isWhole = ou.liste && ou.rang === undefined;
    const about = isWhole ? [title(fields.list(ou.liste).querySelector("h2"))] : [whom(input), title(input.closest(".question").querySelector("label"))];
    link.href = `#${champ.id || "preparer"}`;
    link.textContent = [...about, message].filter(Boolean).join(" – ");
    link.addEventListener("click", (event) => {
      event.preventDefault();
      champ.focus();
    });
    const grade = Object.assign(document.createElement("strong"), { textContent: `${greffe.WORDS[gravite]}\u00a0: ` });
    item.append(grade, link);
    return item;
  };

  // What a choice says besides: what the profile allows, and how many people have it already.
  const told = (target) => {
    const card = CHOSEN.includes(target.dataset.cle) && target.closest(".personne");
    return card ? [card.querySelector('[data-champ="profil"] .aide'), card.querySelector(".place")].map(({ textContent }) => textContent).join(" ").trim() : "";
  };

  const changed = () => {
    saved = false;
    forget();
    draft.keep(state);
  };

  form.addEventListener("input", ({ target }) => {
    if (!target.dataset.cle) return;
    changed();
    refresh();
  });
  form.addEventListener("change", ({ target }) => {
    if (!target.dataset.cle) return;
    target.dataset.touche = "";
    if (target.value.includes("\t")) target.value = target.value.replace(/\s*\t\s*/g, " "); // cells of a sheet
    if (target.closest(".question").dataset.genre === "date") {
      const { iso } = greffe.parseDay(target.value);
      if (iso) target.value = frenchDay(iso);
    }
    changed();
    // Said once, when one leaves the field: not at each letter.
    const { said } = refresh();
    const own = said.find(({ input }) => input === target) || (CHOSEN.includes(target.dataset.cle) && said.find(({ input, regle }) => AT_ONCE.includes(regle) && input.closest(".personne") === target.closest(".personne")));
    announce(own ? `${own.message} ${own.remede}` : target === wrong ? "C'est corrigé." : told(target));
    wrong = own && target;
  });
  window.addEventListener("beforeunload", (event) => {
    if (saved || draft.isOn()) return;
    event.preventDefault();
    event.returnValue = ""; // what browsers before 2023 obey
  });

  const { dated } = greffe.obeyButtons(fields, {
    announce,
    changed: () => {
      changed();
      refresh();
    },
  });

  // --- What was typed, as a whole: for the draft and for a file taken up -------------------------------

  const state = () => {
    const { answers } = fields.read();
    const kept = Object.fromEntries(meta.listes.map(({ cle }) => [cle, fields.cards(cle).map((card) => !fields.isBlank(card) && { ...card.dataset }).filter(Boolean)]));
    return { ...answers, kept, before };
  };

  const fill = ({ champs, listes, kept }, all) => {
    for (const [key, value] of Object.entries(champs)) {
      const input = fields.single(key);
      if (input && value !== undefined) input.value = value;
    }
    if (isNew) {
      greffe.askArticle(fields);
      fields.single("article").value = champs.article ?? fields.single("article").value;
    }
    fields.clear();
    for (const { cle } of meta.listes) {
      (listes[cle] ?? []).forEach((row, rank) => {
        const marks = kept?.[cle]?.[rank] ?? {};
        const card = fields.add(cle, row, all || marks.reprise !== undefined);
        if (marks.deplacee !== undefined) card.dataset.deplacee = "";
      });
      if (!fields.cards(cle).length && cle !== "clos") fields.add(cle, dated(cle));
    }
    refresh();
  };

  // A value of a file, as it is typed.
  const typed = (value) => {
    const text = Array.isArray(value) ? value.join(", ") : value;
    return /^\d{4}-\d{2}-\d{2}$/.test(text) ? frenchDay(text) : text;
  };
  const typedRow = (row) => Object.fromEntries(Object.entries(row).map(([key, value]) => [key, typed(value)]));

  find("#precedent").addEventListener("change", async ({ target }) => {
    const [file] = target.files;
    if (!file) return;
    const told = find("#precedent-etat");
    const answers = file.size < 1e6 && greffe.readAnswers(id, await file.text());
    target.value = "";
    if (!answers) {
      told.textContent = `« ${file.name} » n'est pas un fichier .json préparé par ce formulaire. Choisissez celui que vous aviez gardé, ou saisissez les personnes.`;
      return;
    }
    if (!isNew && !isPartner(answers.partenaire)) {
      told.textContent = "Ce fichier est celui d'un organisme qui n'est pas dans la liste. Écrivez à la Caf, ou saisissez les personnes.";
      return;
    }
    if (!saved && !confirm("Remplacer ce que vous avez saisi par le contenu du fichier\u00a0?")) return;
    submitted = false;
    before = isNew ? null : { transmise_le: answers.transmise_le, ...answers.listes };
    const champs = isNew ? greffe.fieldsOf(answers) : { partenaire: answers.partenaire };
    fill({ champs, listes: Object.fromEntries(Object.entries(answers.listes).map(([key, list]) => [key, list.map(typedRow)])) }, !isNew);
    changed();
    const people = meta.listes.reduce((sum, { cle }) => sum + fields.read().cards[cle].length, 0);
    told.textContent = `« ${file.name} » est repris\u00a0: ${count(people, "personne", "personnes")}.`;
  });

  // --- The end ----------------------------------------------------------------------------------------

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submitted = true;
    const { values, errors, doubts } = refresh();
    if (!errors.length) return finish(values, doubts);
    errors[0].champ.focus();
    announce("Les fichiers ne sont pas préparés : corrigez d'abord les erreurs.");
  });

  const finish = (values, doubts) => {
    const { caf, modele, documents, valeurs } = chosen();
    const made = greffe.makeFiles(id, { values, before, modele, documents, valeurs, asked: isNew && !fields.single("article").closest(".question").hidden });
    forget();
    find(".fichiers").replaceChildren(...made.map(download));
    find(".resume").textContent = greffe.sumUp(meta, values, before);
    const notice = find(".a-verifier");
    notice.hidden = !doubts.length;
    find("#pret").textContent = doubts.length ? `${title}, mais ${count(doubts.length, "point est à vérifier", "points sont à vérifier")}` : title;
    notice.querySelector("ul").replaceChildren(
      ...doubts.map(({ input, message, remede }) =>
        Object.assign(document.createElement("li"), { textContent: [whom(input), `${message} ${remede}`].filter(Boolean).join(" – ") }),
      ),
    );
    greffe.showMailboxes(find(".destinataires"), find(".sans-boite"), caf, subject(made, values));
    const copies = find(".exemplaires");
    if (copies) copies.textContent = donnees.modeles[modele].exemplaires;
    const draftText = find(".non-valide");
    if (draftText) draftText.hidden = donnees.modeles[modele].valide;
    find("#effacer-fin").hidden = !draft.isOn();
    location.hash = "pret"; // so that the browser's « Back » comes back to the form
    turn();
  };

  const forget = () => {
    links.forEach(({ href }) => URL.revokeObjectURL(href));
    links = [];
  };

  // Show the form, or what is ready: the address says which.
  const turn = () => {
    const isReady = location.hash === "#pret" && links.length > 0;
    if (isReady !== ready.hidden) return;
    form.hidden = isReady;
    ready.hidden = !isReady;
    document.querySelector(".chapo").hidden = isReady;
    find(isReady ? "#pret" : "#depart").focus();
  };
  window.addEventListener("hashchange", turn);
  find("#revenir").addEventListener("click", () => (location.hash = "depart"));

  const subject = (made, { champs }) => `${made[0].title}, ${isNew ? champs.nom : donnees.partenaires[champs.partenaire].nom}`;

  const download = (file) => {
    const { item, link } = greffe.offer(file, () => (saved = links.every((one) => one.dataset.enregistre !== undefined)));
    links.push(link);
    return item;
  };

  // --- The start --------------------------------------------------------------------------------------

  if (!isNew) {
    const options = Object.entries(partners).sort(([, one], [, other]) => one.nom.localeCompare(other.nom, "fr"));
    fields.single("partenaire").append(...options.map(([key, { nom }]) => new Option(nom, key)));
    // The address names an organisation, never a person, and only one of the list.
    const asked = new URLSearchParams(location.search).get("partenaire");
    if (isPartner(asked)) fields.single("partenaire").value = asked;
  }
  fields.single("transmise_le").value = frenchDay(today());
  for (const { cle } of meta.listes) if (cle !== "clos") fields.add(cle, dated(cle));
  if (hasUsers) greffe.obeyPlaces(fields, places);
  draft.offer(page, state, (kept) => {
    if (!saved && !confirm("Remplacer ce que vous avez saisi par le brouillon\u00a0?")) return false;
    before = kept.before;
    fill(kept, false);
    return (saved = true);
  });
  find(".sans-script").remove();
  form.hidden = false;
  refresh();
})();
