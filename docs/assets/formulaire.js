// The page of a form: what is typed is checked at once, then made into files. Nothing is sent; nothing is kept
// but the draft one asks for.
(() => {
  const greffe = (window.greffe = window.greffe || {});
  const page = document.querySelector("[data-formulaire]");
  if (!page) return;

  const { donnees } = greffe;
  const id = page.dataset.formulaire;
  const meta = donnees.formulaires[id];
  const isNew = meta.document === "adhesion";
  const form = page.querySelector("form");
  const ready = page.querySelector(".pret");
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

  const isPartner = (key) => Object.keys(donnees.partenaires).includes(key);

  const check = () => {
    const { modele, domaines } = chosen();
    const { answers, cards } = fields.read();
    const { findings, values } = greffe.verify(meta, answers, { ...donnees.modeles[modele], domaines });
    const isAsked = ({ ou }) => ou.liste || !fields.single(ou.cle).closest(".question").hidden;
    return { findings: findings.filter(isAsked), values, cards };
  };

  // --- While one types --------------------------------------------------------------------------------

  const refresh = () => {
    if (isNew) greffe.askArticle(fields);
    fields.label();
    const { findings, values, cards } = check();
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
    list.replaceChildren(...(submitted ? errors : []).map(line));
    return { values, said, errors, doubts: said.filter(({ gravite }) => gravite !== "erreur") };
  };

  const whom = (input) => input.closest(".personne")?.querySelector(".rang").textContent;
  const line = ({ input, message, ou }) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    const title = (node) => node.firstChild.textContent.trim();
    const isWhole = ou.liste && ou.rang === undefined;
    const about = isWhole ? [title(fields.list(ou.liste).querySelector("h2"))] : [whom(input), title(input.closest(".question").querySelector("label"))];
    link.href = `#${input.id || "preparer"}`;
    link.textContent = [...about, message].filter(Boolean).join(" – ");
    link.addEventListener("click", (event) => {
      event.preventDefault();
      input.focus();
    });
    item.append(link);
    return item;
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
    const own = refresh().said.find(({ input }) => input === target);
    announce(own ? `${own.message} ${own.remede}` : target === wrong ? "C'est corrigé." : "");
    wrong = own && target;
  });
  window.addEventListener("beforeunload", (event) => {
    if (saved || draft.isOn()) return;
    event.preventDefault();
    event.returnValue = ""; // what browsers before 2023 obey
  });

  form.addEventListener("click", ({ target }) => {
    const button = target.closest("button[type=button]");
    if (!button) return;
    const list = button.closest("[data-liste]")?.dataset.liste;
    const card = button.closest(".personne");
    if (button.matches("[data-ajouter]")) focus(fields.add(list, dated(list)));
    else if (button.matches("[data-deplier]")) {
      fields.unfold(card);
      return focus(card);
    } else if (button.matches("[data-vers]")) move(card, button.dataset.vers);
    else if (button.matches("[data-copier]")) {
      fields.copy(button);
      focus(card);
    }
    else if (button.matches("[data-retirer]")) {
      const name = card.querySelector(".rang").textContent;
      card.remove();
      fields.list(list).querySelector("[data-ajouter]").focus();
      announce(`${name} n'est plus dans la liste.`);
    } else return;
    changed();
    refresh();
  });

  const focus = (card, key) => {
    fields.label();
    card.querySelector(key ? `[data-cle="${key}"]` : "[data-cle]").focus();
  };
  const dated = (list) => {
    const day = fields.single("transmise_le").value;
    return list === "ouverts" ? { demande_le: day } : list === "clos" ? { cloture_demandee_le: day } : {};
  };
  const move = (card, list) => {
    const values = fields.values(card);
    const moved = fields.add(list, list === "clos" ? { ...values, ...dated("clos") } : values, card.dataset.reprise !== undefined);
    fields.unfold(moved);
    if (list === "clos") {
      // Who it is has been typed already: only the dates are left to see.
      moved.dataset.deplacee = "";
      moved.classList.add("repliee");
    }
    card.remove();
    focus(moved, list === "clos" ? "cloture_demandee_le" : "nom");
    const name = fields.called(moved);
    announce(list === "clos" ? `${name} est maintenant dans les clôtures.` : `${name} est de nouveau dans la première liste.`);
  };

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
    errors[0].input.focus();
    announce(find(".bilan").textContent);
  });

  const finish = (values, doubts) => {
    const { caf, modele, documents, valeurs } = chosen();
    const made = greffe.makeFiles(id, { values, before, modele, documents, valeurs, asked: isNew && !fields.single("article").closest(".question").hidden });
    forget();
    find(".fichiers").replaceChildren(...made.map(download));
    find(".resume").textContent = greffe.sumUp(meta, values, before);
    const notice = find(".a-verifier");
    notice.hidden = !doubts.length;
    notice.querySelector("ul").replaceChildren(
      ...doubts.map(({ input, message, remede }) =>
        Object.assign(document.createElement("li"), { textContent: [whom(input), `${message} ${remede}`].filter(Boolean).join(" – ") }),
      ),
    );
    greffe.showMailboxes(find(".destinataires"), find(".sans-boite"), caf, subject(made, values));
    if (isNew) {
      find(".exemplaires").textContent = donnees.modeles[modele].exemplaires;
      find(".non-valide").hidden = donnees.modeles[modele].valide;
    }
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
    const options = Object.entries(donnees.partenaires).sort(([, one], [, other]) => one.nom.localeCompare(other.nom, "fr"));
    fields.single("partenaire").append(...options.map(([key, { nom }]) => new Option(nom, key)));
    // The address names an organisation, never a person, and only one of the list.
    const asked = new URLSearchParams(location.search).get("partenaire");
    if (isPartner(asked)) fields.single("partenaire").value = asked;
  }
  const now = new Date();
  fields.single("transmise_le").value = [now.getDate(), now.getMonth() + 1, now.getFullYear()].map((part) => String(part).padStart(2, "0")).join("/");
  for (const { cle } of meta.listes) if (cle !== "clos") fields.add(cle, dated(cle));
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
