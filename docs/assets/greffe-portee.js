// Ce que le thème attend pour garder un choix dans le navigateur : les mêmes noms que dans son propre script
// (Material for MkDocs, partials/javascripts/base.html), que la page ne contient plus.
window.__md_scope = new URL(document.currentScript.dataset.racine, location);
window.__md_get = (cle, ou = localStorage, portee = window.__md_scope) => JSON.parse(ou.getItem(`${portee.pathname}.${cle}`));
window.__md_set = (cle, valeur, ou = localStorage, portee = window.__md_scope) => {
  try {
    ou.setItem(`${portee.pathname}.${cle}`, JSON.stringify(valeur));
  } catch {
    // Un navigateur qui refuse de garder quoi que ce soit montre le site quand même.
  }
};
