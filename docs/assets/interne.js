// Filtres des alertes et des partenaires. Sans JavaScript tout est lisible ; ici, ce qui est choisi réduit la liste et
// reste dans l'adresse, que l'on peut garder ou envoyer à un collègue.
(() => {
  const formulaire = document.querySelector("[data-filtres]");
  const liste = document.querySelector("[data-filtrees]");
  if (!formulaire || !liste) return;

  const champs = [...formulaire.querySelectorAll("select, input")];
  const compte = formulaire.querySelector("[role=status]");
  const mots = (texte) =>
    texte.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/œ/g, "oe").split(/[^a-z0-9]+/).filter(Boolean);
  const sections = [...liste.querySelectorAll("section")].map((section) => ({
    section,
    groupes: [...section.querySelectorAll(".constat, .action")],
    lignes: [...section.querySelectorAll("li")].map((ligne) => ({
      ligne,
      // Ce que plusieurs lignes ont en commun est dit une fois, au-dessus d'elles.
      dit: { ...ligne.closest(".constat")?.dataset, ...ligne.dataset },
      cherche: ` ${mots(ligne.textContent).join(" ")}`,
    })),
  }));
  const adresse = new URL(location.href);

  const filtrer = () => {
    const choix = champs.filter((champ) => champ.value && champ.name !== "nom");
    const voulus = mots(formulaire.elements.nom?.value ?? "");
    let total = 0;
    for (const { section, groupes, lignes } of sections) {
      let gardees = 0;
      for (const { ligne, dit, cherche } of lignes) {
        const gardee = choix.every(({ name, value }) => dit[name] === value) && voulus.every((mot) => cherche.includes(` ${mot}`));
        ligne.hidden = !gardee;
        gardees += gardee;
      }
      for (const groupe of groupes) groupe.hidden = !groupe.querySelector("li:not([hidden])");
      section.hidden = !gardees;
      total += gardees;
    }
    const { un, plusieurs, aucun } = formulaire.dataset;
    compte.textContent = total ? `${total} ${total > 1 ? plusieurs : un}` : aucun;
  };

  const garder = () => {
    for (const champ of champs) {
      if (champ.value.trim()) adresse.searchParams.set(champ.name, champ.value.trim());
      else adresse.searchParams.delete(champ.name);
    }
    history.replaceState(null, "", adresse);
    filtrer();
  };

  for (const champ of champs) {
    const demande = adresse.searchParams.get(champ.name) ?? "";
    if (!champ.options || [...champ.options].some((option) => option.value === demande)) champ.value = demande;
  }
  formulaire.hidden = false;
  filtrer();
  formulaire.addEventListener("input", garder);
  formulaire.addEventListener("reset", () => setTimeout(garder));
  formulaire.addEventListener("submit", (event) => event.preventDefault());
})();
