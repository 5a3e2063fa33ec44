// What the last screen offers: the files, what they hold, whom to send them to.
(() => {
  const greffe = (window.greffe = window.greffe || {});

  const DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
  const ANNEXES = ["cooperation.annexe-1", "cooperation.annexe-2"];

  greffe.count = (number, one, many) => `${number}\u00a0${number > 1 ? many : one}`;
  greffe.frenchDay = (iso) => iso.split("-").reverse().join("/");

  // A row of values as the document prints it.
  const printed = (form, row) => {
    const text = (genre, value) => (genre === "date" ? greffe.frenchDay(value) : Array.isArray(value) ? value.join(", ") : value);
    return (list) => Object.fromEntries(list.champs.filter(({ cle }) => row[cle]).map(({ cle, genre }) => [cle, text(genre, row[cle])]));
  };

  // Which base: the four of annexe 1 are with both lists, without the second, without the first, without any; the
  // two of PJ3 with users and without.
  const shape = ({ ouverts, clos, utilisateurs }) => {
    if (utilisateurs) return +!utilisateurs.length;
    return ouverts && clos ? 2 * !ouverts.length + !clos.length : 0;
  };
  const counted = ({ utilisateurs }) => utilisateurs && `${greffe.activePeople(utilisateurs)}${greffe.donnees.service.limite}`;
  // A service names its lists as it likes: their places stand apart from the others.
  const prefixed = ({ service }, rows) => (service ? Object.fromEntries(Object.entries(rows).map(([key, list]) => [`liste.${key}`, list])) : rows);

  // The annexe or the pièce of the form `id`: its .json as an object, and its document.
  const annexe = (id, { values, avant, partenaire, modele, documents, valeurs }) => {
    const form = greffe.donnees.formulaires[id];
    const lists = Object.fromEntries(form.listes.map(({ cle }) => [cle, values.listes[cle] ?? []]));
    const answers = greffe.makeAnswers(id, { partenaire, modele, values: { ...values, listes: lists }, avant });
    const rows = Object.fromEntries(form.listes.map((list) => [list.cle, lists[list.cle].map((row) => printed(form, row)(list))]));
    const places = { ...valeurs, partenaire, base: answers.base, transmise_le: greffe.longDate(answers.transmise_le), nombre: counted(lists) };
    const name = [form.document, form.service, partenaire, answers.transmise_le].filter(Boolean).join("-");
    return { answers, name, title: title(modele, form.document), docx: greffe.makeDocument(documents[form.document][shape(lists)], places, prefixed(form, rows)) };
  };

  const title = (template, document) => greffe.donnees.modeles[template].titres[document];
  const word = ({ name, title, docx }) => ({ name: `${name}.docx`, title, kind: "Document Word", type: DOCX, bytes: docx });
  const data = (name, answers) => ({
    name: `${name}.json`,
    title: "Fichier de données",
    kind: "Ce que la Caf enregistre",
    type: "application/json",
    bytes: new TextEncoder().encode(`${JSON.stringify(answers, null, 2)}\n`),
  });

  // The files of a form that has no error, ready to be saved.
  greffe.makeFiles = (id, given) => {
    const { values, before, modele, documents } = given;
    if (ANNEXES.includes(id) || greffe.donnees.formulaires[id].service) {
      const made = annexe(id, { ...given, avant: before, partenaire: values.champs.partenaire });
      return [word(made), data(made.name, made.answers)];
    }
    const partenaire = greffe.slug(values.champs.nom);
    const { convention, valeurs } = greffe.adhesion(values, documents);
    const annexes = ANNEXES.map((each) => annexe(each, { ...given, avant: null, partenaire, valeurs }));
    const docx = greffe.makeDocument(convention, { ...valeurs, partenaire, base: "" }, {});
    const organisme = greffe.organisation(values, given.asked);
    const answers = {
      greffe: 1,
      formulaire: id,
      partenaire,
      modele,
      base: "",
      transmise_le: values.champs.transmise_le,
      organisme,
      annexes: annexes.map((each) => each.answers),
    };
    return [word({ name: `convention-${partenaire}`, title: title(modele, "convention"), docx }), ...annexes.map(word), data(`adhesion-${partenaire}`, answers)];
  };

  const login = ({ adresse_electronique: address }) => address && address.toLowerCase();
  const byLogin = (rows) => new Map(rows.map((row) => [login(row), row]));

  // What the PJ3 holds, and what changes from the one it starts from.
  const sumUpUsers = ({ utilisateurs }, before) => {
    const closed = (rows) => rows.filter((row) => row.cloture_le).length;
    const now = `${greffe.count(greffe.activePeople(utilisateurs), "personne a un accès", "personnes ont un accès")}, ${greffe.count(closed(utilisateurs), "accès clos", "accès clos")}.`;
    if (!before) return now;
    const added = utilisateurs.length - before.utilisateurs.length;
    const ended = closed(utilisateurs) - closed(before.utilisateurs);
    const parts = [added > 0 && greffe.count(added, "accès ajouté", "accès ajoutés"), ended > 0 && greffe.count(ended, "clôture", "clôtures")];
    const [fields, rows] = [Object.keys(utilisateurs[0] || {}), (list) => JSON.stringify(list.map((row) => fields.map((key) => row[key] || "")))];
    const same = rows(utilisateurs) === rows(before.utilisateurs);
    return `${now} Depuis le fichier repris\u00a0: ${parts.filter(Boolean).join(", ") || (same ? "aucun changement" : "des fiches modifiées")}.`;
  };

  // What the annexe 1 holds, and what changes from the one it starts from.
  greffe.sumUp = ({ document }, { listes }, before) => {
    if (listes.utilisateurs) return sumUpUsers(listes, before);
    if (document !== "annexe-1") return "";
    const { ouverts, clos } = listes;
    const now = `${greffe.count(ouverts.length, "accès demandé ou ouvert", "accès demandés ou ouverts")}, ${greffe.count(clos.length, "clôture", "clôtures")}.`;
    if (!before) return now;
    const [had, has, closedBefore, closedNow] = [before.ouverts, ouverts, before.clos, clos].map(byLogin);
    const added = [...has.keys()].filter((one) => !had.has(one)).length;
    const closed = clos.filter((row) => !login(row) || !closedBefore.has(login(row))).length;
    const amended = [...has].filter(([one, row]) => had.has(one) && Object.keys(row).some((key) => (row[key] || "") !== (had.get(one)[key] || ""))).length;
    const dropped = [...closedBefore.keys()].filter((one) => one && !closedNow.has(one)).length;
    const gone = [...had.keys()].filter((one) => !has.has(one) && !closedNow.has(one)).length;
    const parts = [
      added && greffe.count(added, "personne ajoutée", "personnes ajoutées"),
      closed && greffe.count(closed, "clôture demandée", "clôtures demandées"),
      amended && greffe.count(amended, "fiche modifiée", "fiches modifiées"),
      dropped && greffe.count(dropped, "ancienne clôture retirée", "anciennes clôtures retirées"),
      gone && greffe.count(gone, "adresse changée ou disparue", "adresses changées ou disparues"),
    ].filter(Boolean);
    return `${now} Depuis le fichier repris\u00a0: ${parts.join(", ") || "aucun changement"}.`;
  };

  // A file as an item of the last screen's list, and its link; `taken` is told when one saves it.
  greffe.offer = ({ name, title, kind, type, bytes }, taken) => {
    const [item, link, note] = ["li", "a", "span"].map((tag) => document.createElement(tag));
    link.href = URL.createObjectURL(new Blob([bytes], { type }));
    link.download = name;
    link.className = "bouton";
    link.textContent = title;
    link.addEventListener("click", () => {
      link.dataset.enregistre = "";
      taken();
    });
    note.className = "indice";
    note.textContent = `${kind}\u00a0: ${name}`;
    item.append(link, " ", note);
    return { item, link };
  };

  // The Caf's published mailboxes, each a link that opens a mail with its subject.
  greffe.showMailboxes = (place, none, caf, subject) => {
    const links = caf.courriels.map((address) => {
      const link = document.createElement("a");
      link.href = `mailto:${address}?subject=${encodeURIComponent(subject)}`;
      link.textContent = address;
      return link;
    });
    place.replaceChildren(`${caf.nom}, ${caf.role}\u00a0: `, ...links.flatMap((link, rank) => (rank ? [" ou ", link] : [link])));
    place.hidden = !links.length;
    none.hidden = links.length > 0;
  };
})();
