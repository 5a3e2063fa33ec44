// Ce que le thème laisse inaccessible : une fenêtre sans nom, et deux boutons hors d'atteinte du clavier.
(() => {
  document.querySelector(".md-search")?.setAttribute("aria-label", "Recherche");

  document.querySelector(".md-banner")?.setAttribute("aria-label", "Avertissement");

  const noms = { __drawer: "Menu", __search: "Rechercher dans le site" };
  for (const etiquette of document.querySelectorAll(".md-header__button[for=__drawer], .md-header__button[for=__search]")) {
    const bouton = document.createElement("button");
    bouton.type = "button";
    bouton.setAttribute("aria-label", noms[etiquette.htmlFor]);
    bouton.append(...etiquette.childNodes);
    bouton.addEventListener("click", () => etiquette.control.click());
    etiquette.append(bouton);
  }

  for (const bouton of document.querySelectorAll("[data-imprimer]")) {
    bouton.hidden = false;
    bouton.addEventListener("click", () => window.print());
  }
})();
