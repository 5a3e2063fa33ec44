// The file of a yearly review: what the Caf sent is read, what the partner decides is written. Pure functions.
(() => {
  const greffe = (window.greffe = window.greffe || {});

  const VERSION = 1;
  const NEW = "nouveau_";
  const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

  const isText = (value) => typeof value === "string";
  const isRow = (row) => row !== null && typeof row === "object" && Object.values(row).every(isText);
  const isQuestion = (each) => each !== null && typeof each === "object" && isText(each.cle) && isText(each.libelle) && isText(each.genre);

  // The sheet of a review that a file holds; null for any other file.
  greffe.readReview = (text) => {
    let file;
    try {
      file = JSON.parse(text);
    } catch (error) {
      return null;
    }
    if (!file || file.greffe !== VERSION || !isText(file.formulaire) || !file.formulaire.endsWith(".revue")) return null;
    const { lignes, questions, reponse } = file;
    if (![lignes, questions].every(Array.isArray) || !lignes.every(isRow) || !questions.every(isQuestion)) return null;
    const [first] = Array.isArray(reponse) && reponse.every(isRow) ? reponse : [];
    return {
      ...file,
      reponse: first || {},
      montre: questions.filter(({ fixe }) => fixe),
      decision: questions.find(({ cle }) => cle === "decision") || { options: [] },
      nouveau: questions.filter(({ cle }) => cle.startsWith(NEW)),
    };
  };

  greffe.isChange = (decision) => decision === "changer";

  // What keeps a line from being sent as it is, "" when nothing does. `values` are the new values typed.
  greffe.reviewFault = (sheet, decision, values) => {
    if (!greffe.isChange(decision)) return "";
    const typed = sheet.nouveau.filter(({ cle }) => values[cle]);
    if (!typed.length) return "Écrivez ce qui change, ou choisissez une autre décision.";
    const wrong = typed.find(({ cle, genre }) => genre === "adresse" && !ADDRESS.test(values[cle]));
    return wrong ? `«\u00a0${values[wrong.cle]}\u00a0» n'est pas une adresse électronique.` : "";
  };

  // The answer: the file received, with what was decided. `lines` are {decision, values}, in the sheet's order.
  greffe.writeReview = (sheet, { rien, par, jour, lines }) => {
    const { montre, decision, nouveau, ...file } = sheet;
    const kept = (text) => text !== "";
    const row = (shown, { decision: chosen, values }) => {
      const known = Object.fromEntries(montre.filter(({ cle }) => cle in shown).map(({ cle }) => [cle, shown[cle]]));
      if (rien) return known;
      const typed = Object.entries(values).filter(([, value]) => kept(value) && greffe.isChange(chosen));
      return { ...known, ...(chosen && { decision: chosen }), ...Object.fromEntries(typed) };
    };
    const answer = { ...(rien && { rien_a_changer: "oui" }), ...(par && { par }) };
    return { ...file, transmise_le: jour, reponse: [answer], lignes: file.lignes.map((shown, rank) => row(shown, lines[rank])) };
  };
})();
