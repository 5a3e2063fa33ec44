// Chercher dans l'annuaire comme on parle : sans accent ni majuscule ni trait d'union, dans le désordre, en
// abrégé (« st », « s/ », « agglo », les initiales), à une faute de frappe près dans un mot de cinq lettres.
(() => {
  const greffe = (window.greffe = window.greffe || {});

  const ABREGES = {
    st: "saint", ste: "sainte", sts: "saints", stes: "saintes", mt: "mont", gd: "grand", gde: "grande",
    vx: "vieux", fg: "faubourg", dpt: "departement", dept: "departement", agglo: "agglomeration", asso: "association",
  };
  // Ne distinguent aucun organisme d'un autre, et se disent d'une façon ou d'une autre.
  const ARTICLES = new Set(["a", "au", "aux", "d", "de", "des", "du", "et", "l", "la", "le", "les"]);
  const ASSEZ_LONG = 5;

  const simple = (texte) =>
    texte
      .normalize("NFD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/œ/g, "oe")
      .replace(/æ/g, "ae")
      .replace(/\bs\/(s\b)?/g, (_, sous) => (sous ? " sous " : " sur "));
  const mots = (texte) => texte.match(/[a-z0-9]+/g) ?? [];

  // Ce que l'on peut taper pour un texte : ses mots, en toutes lettres, collés à leur élision, et ses initiales.
  const indexables = (nom, aussi) => {
    const suite = mots(nom);
    const colles = suite.slice(1).map((mot, rang) => suite[rang] + mot).filter((_, rang) => /^([dl]|qu)$/.test(suite[rang]));
    const initiales = suite.filter((mot) => !ARTICLES.has(mot)).map((mot) => mot[0]).join("");
    const dits = [...suite, ...mots(aussi)];
    return new Set([...dits, ...dits.map((mot) => ABREGES[mot]).filter(Boolean), ...colles, initiales]);
  };

  const commence = (mot, tape) => mot.startsWith(tape);

  // Une lettre de trop, de moins, changée, ou deux échangées ; le mot peut être encore inachevé.
  const presque = (mot, tape) => {
    if (tape.length < ASSEZ_LONG || mot.length < ASSEZ_LONG - 1) return commence(mot, tape);
    let place = 0;
    while (place < tape.length && tape[place] === mot[place]) place += 1;
    return (
      mot.startsWith(tape.slice(place + 1), place + 1) ||
      mot.startsWith(tape.slice(place + 1), place) ||
      mot.startsWith(tape.slice(place), place + 1) ||
      (tape[place] === mot[place + 1] && tape[place + 1] === mot[place] && mot.startsWith(tape.slice(place + 2), place + 2))
    );
  };

  // Par rang : 2 pour une entrée qui a le mot tout entier, 1 pour une qui en a le début, 0 pour les autres.
  const noter = (index, nombre, tape, ressemble) => {
    const formes = [tape, ABREGES[tape]].filter(Boolean);
    const notes = new Uint8Array(nombre);
    for (const [mot, rangs] of index) {
      if (!formes.some((forme) => ressemble(mot, forme))) continue;
      const note = formes.includes(mot) ? 2 : 1;
      for (const rang of rangs) if (notes[rang] < note) notes[rang] = note;
    }
    return notes;
  };

  // Prend les textes de l'annuaire ({nom, aussi}), rend une fonction : d'une saisie aux rangs trouvés, les plus
  // proches d'abord ; `null` quand la saisie ne demande rien.
  greffe.recherche = (textes) => {
    const index = new Map();
    // Simplifiés d'un bloc, un par ligne : dix fois moins d'appels.
    const lignes = (cle) => simple(textes.map((texte) => texte[cle].replaceAll("\n", " ")).join("\n")).split("\n");
    const [noms, aussi] = [lignes("nom"), lignes("aussi")];
    noms.forEach((nom, rang) => {
      for (const mot of indexables(nom, aussi[rang])) {
        const rangs = index.get(mot);
        if (rangs) rangs.push(rang);
        else index.set(mot, [rang]);
      }
    });
    return (saisie) => {
      const voulus = mots(simple(saisie)).filter((mot) => !ARTICLES.has(mot));
      if (!voulus.length) return null;
      for (const ressemble of [commence, presque]) {
        const notes = voulus.map((tape) => noter(index, textes.length, tape, ressemble));
        const paliers = Array.from({ length: 2 * voulus.length + 1 }, () => []);
        for (let rang = 0; rang < textes.length; rang += 1) {
          if (notes.every((une) => une[rang])) paliers[notes.reduce((total, une) => total + une[rang], 0)].push(rang);
        }
        const trouves = paliers.reverse().flat();
        if (trouves.length) return trouves;
      }
      return [];
    };
  };
})();
