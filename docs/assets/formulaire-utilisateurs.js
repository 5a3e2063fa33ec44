// The cards of PJ3: places are chosen among those of the partner's bulletin, a profile says what it allows, and
// each card how many people have the same.
(() => {
  const greffe = (window.greffe = window.greffe || {});

  const OTHER = "\u0000"; // no name of a place
  const NOT_THERE = { lieu: "Je ne trouve pas mon lieu", equipement: "Je ne trouve pas mon équipement ou service" };

  const parts = (card, key) => {
    const input = card.querySelector(`[data-cle="${key}"]`);
    return input && { input, label: input.closest(".autre"), select: input.closest(".question").querySelector("[data-choisir]") };
  };

  // The names that may be chosen for `key` on this card: équipements are those of the lieu, once it is known.
  const names = (card, key, lieux) => {
    if (key === "lieu") return lieux.map(({ nom }) => nom);
    const place = parts(card, "lieu");
    const home = place && lieux.find(({ nom }) => nom === place.input.value);
    return (home ? [home] : lieux).flatMap(({ equipements }) => equipements);
  };

  const propose = (card, key, lieux) => {
    const found = parts(card, key);
    if (!found) return;
    const { input, label, select } = found;
    const known = names(card, key, lieux);
    if (select.dataset.noms !== JSON.stringify(known)) {
      select.dataset.noms = JSON.stringify(known);
      select.replaceChildren(new Option("Choisir", ""), ...known.map((name) => new Option(name, name)), new Option(NOT_THERE[key], OTHER));
    }
    // What is typed stays typed, even when it is also in the list.
    const free = select.dataset.libre !== undefined || (input.value && !known.includes(input.value));
    if (free) select.dataset.libre = "";
    select.value = free ? OTHER : input.value;
    label.hidden = !free;
  };

  const tell = (input) => {
    for (const type of ["input", "change"]) input.dispatchEvent(new Event(type, { bubbles: true }));
  };

  // A place was chosen: what it says of the other.
  const choose = (card, key, lieux) => {
    const { input, label, select } = parts(card, key);
    const isFree = select.value === OTHER;
    if (isFree) select.dataset.libre = "";
    else delete select.dataset.libre;
    input.value = isFree ? "" : select.value;
    const other = parts(card, key === "lieu" ? "equipement" : "lieu");
    if (key === "equipement" && other && input.value) {
      const home = lieux.find(({ equipements }) => equipements.includes(input.value));
      if (home) {
        other.input.value = home.nom;
        other.input.dataset.touche = "";
        delete other.select.dataset.libre;
      }
    }
    if (key === "lieu" && other && !isFree) {
      const elsewhere = lieux.some(({ nom, equipements }) => nom !== input.value && equipements.includes(other.input.value));
      if (elsewhere) other.input.value = "";
    }
    tell(input);
    label.hidden = !isFree;
    if (isFree) input.focus();
  };

  // Obey the lists of places of the form of `fields`; `places` gives those of the partner.
  greffe.obeyPlaces = (fields, places) => {
    fields.form.addEventListener("change", ({ target }) => {
      if (target.matches("[data-choisir]")) choose(target.closest(".personne"), target.closest(".question").dataset.champ, places());
    });
  };

  const state = ({ personnes, limite }) => (personnes > limite ? "trop" : personnes === limite ? "complet" : "");
  // « 2 sur 2 », where it is, « complet » or how many are too many.
  const counted = (tally, where = "") => {
    const said = { trop: `, ${tally.personnes - tally.limite} de trop`, complet: ", complet" }[state(tally)] ?? "";
    return `${tally.personnes} sur\u00a0${tally.limite}${where}${said}`;
  };

  // Bring the cards and the counts up to date. `cards` are those of the users `lines`.
  greffe.showUsers = (fields, cards, lines, lieux, day) => {
    const { service, niveaux } = greffe.donnees;
    const tallies = greffe.tallies(service, lines, day);
    for (const card of fields.cards("utilisateurs")) {
      for (const key of ["lieu", "equipement"]) propose(card, key, lieux);
      const profile = service.profils[card.querySelector('[data-cle="profil"]').value];
      const help = card.querySelector('[data-champ="profil"] .aide');
      help.textContent = profile ? profile.aide : "";
      const rank = cards.indexOf(card);
      const own = tallies.find(({ niveau, toutes }) => niveau !== "service" && toutes.includes(rank));
      const place = card.querySelector(".place");
      place.hidden = !own;
      place.className = `place ${own ? state(own) : ""}`;
      place.textContent = own ? `Profil ${own.profil}\u00a0: ${counted(own, ` ${niveaux[own.niveau].ici}`)}.` : "";
    }
    const section = fields.form.querySelector(".decompte");
    section.hidden = !tallies.length;
    section.querySelector("tbody").replaceChildren(
      ...tallies.map((tally) => {
        const row = document.createElement("tr");
        row.className = state(tally);
        const cells = [tally.place || (tally.niveau === "service" ? "Le service entier" : "L'organisme"), tally.profil || "Tous", counted(tally)];
        row.append(...cells.map((text, column) => Object.assign(document.createElement(column ? "td" : "th"), { textContent: text, ...(column ? {} : { scope: "row" }) })));
        return row;
      }),
    );
  };
})();
