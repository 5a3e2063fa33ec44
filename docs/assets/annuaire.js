// Filtre de l'annuaire. Sans JavaScript la liste entière reste lisible ; ici s'ajoute un champ qui la réduit
// à chaque frappe, sans tenir compte des accents ni de la casse, et garde la recherche dans l'adresse.
(() => {
  const annuaire = document.querySelector("[data-annuaire]");
  const lignes = annuaire ? [...annuaire.querySelectorAll("li")] : [];
  if (!lignes.length) return;

  const mots = (texte) =>
    texte
      .normalize("NFD")
      .replace(/[\u0300-\u036f]/g, "")
      .toLowerCase()
      .replace(/œ/g, "oe")
      .split(/[^a-z0-9]+/)
      .filter(Boolean)
      .map((mot) => ({ st: "saint", ste: "sainte" })[mot] ?? mot);

  const groupes = [...annuaire.querySelectorAll("[data-groupe]")];
  const entrees = lignes.map((ligne) => {
    const groupe = ligne.closest("[data-groupe]");
    const texte = `${groupe.dataset.mots} ${ligne.dataset.mots} ${ligne.textContent}`;
    return { ligne, rang: groupes.indexOf(groupe), cherche: ` ${mots(texte).join(" ")}` };
  });

  const formulaire = document.createElement("form");
  formulaire.className = "filtre";
  formulaire.setAttribute("role", "search");
  formulaire.setAttribute("aria-label", "Filtrer l'annuaire");
  formulaire.innerHTML =
    '<label for="filtre-q">Nom, sigle, type ou commune</label>' +
    '<input class="champ" id="filtre-q" type="search" name="q" autocomplete="off" spellcheck="false">' +
    '<p class="filtre-compte" role="status" aria-live="polite"></p>';
  annuaire.before(formulaire);
  const champ = formulaire.elements.q;
  const compte = formulaire.querySelector("[role=status]");

  const filtrer = () => {
    const voulus = mots(champ.value);
    const visibles = groupes.map(() => 0);
    let total = 0;
    for (const { ligne, rang, cherche } of entrees) {
      const gardee = voulus.every((mot) => cherche.includes(` ${mot}`));
      if (ligne.hidden === gardee) ligne.hidden = !gardee;
      if (gardee) {
        visibles[rang] += 1;
        total += 1;
      }
    }
    groupes.forEach((groupe, rang) => {
      groupe.hidden = !visibles[rang];
    });
    if (!voulus.length) compte.textContent = `${total} partenaires`;
    else if (!total) compte.textContent = `Aucun partenaire ne correspond à « ${champ.value.trim()} ». Essayez le nom de la commune ou le sigle.`;
    else compte.textContent = total === 1 ? "1 partenaire trouvé" : `${total} partenaires trouvés`;
  };

  const adresse = new URL(location.href);
  champ.value = adresse.searchParams.get("q") ?? "";
  filtrer();
  if (champ.value) champ.focus();

  champ.addEventListener("input", () => {
    filtrer();
    if (champ.value.trim()) adresse.searchParams.set("q", champ.value.trim());
    else adresse.searchParams.delete("q");
    history.replaceState(null, "", adresse);
  });
  formulaire.addEventListener("submit", (event) => event.preventDefault());
})();
