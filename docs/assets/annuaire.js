// L'annuaire qui répond à chaque frappe. Sans JavaScript la liste entière reste lisible ; ici, un champ et des
// filtres la réduisent, et l'adresse garde ce qui est demandé : on peut l'envoyer, et revenir en arrière.
(() => {
  const annuaire = document.querySelector("[data-annuaire]");
  const formulaire = document.querySelector("[data-recherche]");
  if (!annuaire || !formulaire) return;

  // Le champ s'appelle « nom » : à « q », le thème ouvre sa propre recherche.
  const PAR_PAGE = 50;
  const resultats = document.querySelector("[data-resultats]");
  const liste = resultats.querySelector("ul");
  const suite = resultats.querySelector("[data-suite]");
  const compte = formulaire.querySelector("[role=status]");
  const vider = formulaire.querySelector("[type=reset]");
  const champ = formulaire.elements.nom;
  const filtres = [...formulaire.querySelectorAll("select")];
  const entrees = [...annuaire.querySelectorAll("li")].map((ligne) => ({ ligne, groupe: ligne.closest("[data-groupe]") }));
  let trouvees = [];

  let moteur;
  const chercher = (saisie) => {
    moteur ??= window.greffe.recherche(
      entrees.map(({ ligne, groupe }) => ({
        nom: ligne.querySelector("a").textContent,
        aussi: `${groupe.dataset.mots} ${ligne.dataset.mots} ${ligne.querySelector(".qui").textContent}`,
      })),
    );
    return moteur(saisie);
  };

  const convient = ({ ligne, groupe }) =>
    filtres.every(({ name, value }) => !value || (ligne.dataset[name] ?? groupe.dataset[name] ?? "").split(" ").includes(value));

  const nombre = (total) => `${total} partenaire${total > 1 ? "s" : ""}`;

  const annoncer = (demande) => {
    const total = trouvees.length;
    if (!demande) compte.textContent = nombre(entrees.length);
    else if (!total) compte.textContent = "Aucun partenaire ne correspond.";
    else compte.textContent = `${nombre(total)} trouvé${total > 1 ? "s" : ""}${total > PAR_PAGE ? `, les ${PAR_PAGE} premiers sont affichés` : ""}`;
  };

  // Peu de lignes à la fois : une frappe coûte le même temps pour cent partenaires et pour cinq mille.
  const ajouter = () => {
    const deja = liste.childElementCount;
    liste.append(...trouvees.slice(deja, deja + PAR_PAGE).map(({ ligne }) => ligne.cloneNode(true)));
    suite.hidden = liste.childElementCount >= trouvees.length;
  };

  const montrer = () => {
    const rangs = champ.value.trim() ? chercher(champ.value) : null;
    const demande = rangs !== null || filtres.some(({ value }) => value);
    trouvees = demande ? (rangs ? rangs.map((rang) => entrees[rang]) : entrees).filter(convient) : [];
    liste.replaceChildren();
    ajouter();
    liste.hidden = !trouvees.length;
    resultats.querySelector("[data-vide]").hidden = !demande || trouvees.length > 0;
    resultats.hidden = !demande;
    annuaire.hidden = demande;
    vider.hidden = !demande;
    annoncer(demande);
  };

  const lire = () => {
    const demandes = new URL(location.href).searchParams;
    champ.value = demandes.get("nom") ?? "";
    for (const filtre of filtres) {
      const demande = demandes.get(filtre.name) ?? "";
      filtre.value = [...filtre.options].some(({ value }) => value === demande) ? demande : "";
    }
    const ouvrir = formulaire.querySelector("details");
    if (ouvrir && filtres.some(({ value }) => value)) ouvrir.open = true;
    montrer();
  };

  // Une suite de frappes fait un seul pas en arrière ; chaque filtre en fait un.
  let frappe = false;
  const garder = (tape) => {
    const adresse = new URL(location.href);
    for (const { name, value } of [champ, ...filtres]) {
      if (value.trim()) adresse.searchParams.set(name, value.trim());
      else adresse.searchParams.delete(name);
    }
    if (adresse.href !== location.href) {
      history[tape && frappe ? "replaceState" : "pushState"](null, "", adresse);
      frappe = tape;
    }
    montrer();
  };

  // Les noms se rangent pendant que rien ne se passe, pour que la première frappe n'attende pas.
  (window.requestIdleCallback ?? setTimeout)(() => chercher(""));
  champ.addEventListener("input", () => garder(true));
  champ.addEventListener("change", () => {
    frappe = false;
  });
  for (const filtre of filtres) {
    filtre.addEventListener("change", () => garder(false));
  }
  formulaire.addEventListener("reset", () => {
    setTimeout(() => {
      garder(false);
      champ.focus();
    });
  });
  formulaire.addEventListener("submit", (event) => {
    event.preventDefault();
    liste.querySelector("a")?.focus();
  });
  suite.addEventListener("click", () => {
    const deja = liste.childElementCount;
    ajouter();
    liste.children[deja].querySelector("a").focus();
  });
  window.addEventListener("popstate", () => {
    frappe = false;
    lire();
  });

  document.querySelector("[data-sans-script]")?.setAttribute("hidden", "");
  formulaire.hidden = false;
  lire();
})();
