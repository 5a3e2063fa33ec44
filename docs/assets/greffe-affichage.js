// L'affichage clair ou sombre que le visiteur a choisi, avant que la page ne se dessine (Material for MkDocs,
// partials/javascripts/palette.html).
(() => {
  let choix = null;
  try {
    choix = window.__md_get("__palette");
  } catch {
    return;
  }
  if (!choix?.color) return;
  const couleurs = { ...choix.color };
  if (couleurs.media === "(prefers-color-scheme)") {
    const clair = matchMedia("(prefers-color-scheme: light)").matches ? "light" : "dark";
    const option = document.querySelector(`[data-md-color-media='(prefers-color-scheme: ${clair})']`);
    for (const cle of ["media", "scheme", "primary", "accent"]) couleurs[cle] = option.getAttribute(`data-md-color-${cle}`);
  }
  for (const [cle, valeur] of Object.entries(couleurs)) document.body.setAttribute(`data-md-color-${cle}`, valeur);
})();
