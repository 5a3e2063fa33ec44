// A partner not known yet: how the text says its name, who signs, and the file that describes it. The French is
// data (articles, functions), worked out with the site.
(() => {
  const greffe = (window.greffe = window.greffe || {});

  const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/œ/g, "oe").replace(/æ/g, "ae");
  const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

  // How a name may be said: `name`, less an article that is mere grammar (« La Communauté… »), and the `keys` of
  // greffe.donnees.articles that suit it. With one key, there is nothing to ask.
  greffe.sayings = (typed) => {
    const { tetes, marques, liens } = greffe.donnees.lexique;
    const both = (way) => [`${way}-feminin`, `${way}-masculin`];
    const own = /^(?:(le|la|les)\s+|l['’])/i.exec(typed);
    const rest = own ? typed.slice(own[0].length) : typed;
    const head = tetes[plain(rest).split(/\s+/)[0].replace(/^[«»,."']+|[«»,."']+$/g, "")];
    if (head) return { name: rest, keys: [head] };
    if (own) {
      const article = plain(own[1] || "l");
      const gender = { la: "feminin", le: "masculin" }[article];
      return { name: typed, keys: gender ? [`propre-${article}-${gender}`] : both(`propre-${article}`) };
    }
    const parts = plain(typed).split(/[\s\-«»,."'’]+/).filter(Boolean);
    const vowel = /^[aeiouy]/.test(parts[0] || "");
    const ways = vowel ? ["elide"] : (parts[0] || "").startsWith("h") ? ["sec", "elide"] : ["sec"];
    const isBrand = parts.some((word, rank) => rank && marques.includes(word) && !liens.includes(parts[rank - 1]));
    if (isBrand) return { name: typed, keys: ways.map((way) => `marque-${way}-feminin`) };
    return { name: typed, keys: [...ways, "les"].flatMap(both) };
  };

  // The name `typed` with its articles, said in the way `key`.
  greffe.names = (typed, key) => {
    const { accord, ...patterns } = greffe.donnees.articles[key];
    const { name } = greffe.sayings(typed);
    const rest = name.replace(/^(?:les?|la)\s+/i, "");
    const said = Object.entries(patterns).map(([part, pattern]) => [part, pattern.replace("{nom}", () => name).replace("{reste}", () => rest)]);
    return { nom: name, accord, ...Object.fromEntries(said) };
  };

  // Ask how to say a name that tells too little; else the answer is known, and not asked.
  greffe.askArticle = (fields) => {
    const select = fields.single("article");
    const typed = fields.single("nom").value.trim();
    if (select.dataset.nom === typed) return;
    select.dataset.nom = typed;
    const keys = typed ? greffe.sayings(typed).keys : [];
    const before = select.value;
    const options = keys.map((key) => {
      const { le_nom, du_nom, accord } = greffe.names(typed, key);
      return new Option(`${le_nom}, ${du_nom} (${accord.startsWith("feminin") ? "féminin" : "masculin"})`, key);
    });
    select.replaceChildren(new Option("Choisir", ""), ...options);
    select.value = keys.length === 1 ? keys[0] : keys.includes(before) ? before : "";
    select.closest(".question").hidden = keys.length < 2;
  };

  // The signatory's function in the lexicon, under either of its genders; undefined for any other.
  const lexicon = (text) => {
    const said = plain(text);
    return Object.values(greffe.donnees.fonctions).find((forms) => Object.values(forms).some(({ singulier }) => plain(singulier.fonction) === said));
  };

  // The convention's base, and the values of its places.
  greffe.adhesion = ({ champs }, documents) => {
    const { accord, ...names } = greffe.names(champs.nom, champs.article);
    const civility = champs["representant.civilite"];
    const forms = lexicon(champs["representant.fonction"]);
    const typed = champs["representant.fonction"];
    const free = { fonction: typed, son_fonction: typed, signature: capital(typed) };
    const words = forms ? forms[civility][accord.endsWith("pluriel") ? "pluriel" : "singulier"] : free;
    const town = `${champs["adresse.code_postal"]}\u00a0${champs["adresse.commune"]}`;
    const address = [champs["adresse.voie"], champs["adresse.complement"], town].filter(Boolean);
    const party = {
      ...names,
      nom_court: names.nom,
      le_nom_court: names.le_nom,
      du_nom_court: names.du_nom,
      adresse: address.join(", "),
      "adresse_lignes.0": address.join(", "),
      "signataire.nom_complet": [champs["representant.prenom"], champs["representant.nom"]].filter(Boolean).join(" "),
      ...Object.fromEntries(Object.entries(words).map(([key, text]) => [`signataire.${key}`, text])),
    };
    return {
      convention: documents[`convention.${accord}.${civility}.${forms ? "connue" : "libre"}`][0],
      valeurs: Object.fromEntries(Object.entries(party).map(([key, text]) => [`partenaire.${key}`, text])),
    };
  };

  // The name its file would have: what `greffe new` proposes.
  greffe.slug = (name) => (plain(name).match(/[a-z0-9]+/g) || ["partenaire"]).join("-");

  // The partner's file, but for its conventions: paths of fields become groups.
  greffe.organisation = ({ champs }, asked) => {
    const tree = {};
    for (const [path, value] of Object.entries(champs)) {
      if (value === null || ["transmise_le", "article"].includes(path)) continue;
      const [group, key] = path.split(".");
      if (key) tree[group] = { ...tree[group], [key]: value };
      else tree[path] = value;
    }
    tree.nom = greffe.sayings(tree.nom).name;
    return asked ? { ...tree, accord: greffe.donnees.articles[champs.article].accord } : tree;
  };

  // The same, back to the fields of the page.
  greffe.fieldsOf = ({ organisme }) => {
    const champs = {};
    for (const [key, value] of Object.entries(organisme)) {
      if (typeof value === "string") champs[key] = value;
      else if (value) for (const [inner, text] of Object.entries(value)) champs[`${key}.${inner}`] = String(text);
    }
    return champs;
  };
})();
