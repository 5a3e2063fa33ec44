// PJ3: how many people hold each profile, and how many may; what is wrong with a line of users. The counts are
// those of greffe's own checker (people, not rows, on the busiest day). Pure functions: no page is needed.
(() => {
  const greffe = (window.greffe = window.greffe || {});

  // The level that a line is attached to: the most precise place that it names.
  const level = ({ lieu, equipement }) => (equipement ? "equipement" : lieu ? "lieu" : "organisme");
  const isOpen = ({ cloture_le: closed }, day) => !closed || closed > day;
  // A line whose person is not known yet counts for somebody.
  const person = ({ adresse_electronique: address, prenom, nom }, rank) =>
    address || nom ? (address || `${prenom || ""} ${nom}`).toLowerCase() : `?${rank}`;

  const people = (lines, ranks) => new Set(ranks.map((rank) => person(lines[rank], rank))).size;

  // Those of `ranks` in force together on the day, from `today` on, when most people are.
  const busiest = (lines, ranks, today) => {
    const days = [...new Set([today, ...ranks.map((rank) => lines[rank].habilite_le).filter((day) => day > today)])].sort();
    const together = days.map((day) => ranks.filter((rank) => (lines[rank].habilite_le || today) <= day && isOpen(lines[rank], day)));
    return together.reduce((most, found) => (people(lines, found) > people(lines, most) ? found : most));
  };

  // Every limit that the open lines meet, the whole service last, each {niveau, profil, place, personnes, limite,
  // lignes: those of the busiest day, toutes}.
  greffe.tallies = ({ profils, utilisateurs }, lines, today) => {
    const groups = new Map();
    const meet = (niveau, profil, place, limite, rank) => {
      if (!limite) return;
      const key = JSON.stringify([niveau, profil, place]);
      if (!groups.has(key)) groups.set(key, { niveau, profil, place, limite, toutes: [] });
      groups.get(key).toutes.push(rank);
    };
    lines.forEach((line, rank) => {
      const profile = profils[line.profil];
      if (!profile || !isOpen(line, today)) return;
      const where = level(line);
      meet(where, line.profil, line.equipement || line.lieu || null, profile.niveaux[where], rank);
      meet("service", null, null, utilisateurs, rank);
    });
    const found = [...groups.values()].map((group) => {
      const lignes = busiest(lines, group.toutes, today);
      return { ...group, lignes, personnes: people(lines, lignes) };
    });
    return [...found.filter(({ niveau }) => niveau !== "service"), ...found.filter(({ niveau }) => niveau === "service")];
  };

  // How many people, not rows, have an access that is not closed.
  greffe.activePeople = (lines) => people(lines, [...lines.keys()].filter((rank) => !lines[rank].cloture_le));

  // Say what is wrong with the users `lines`, of which `raw` are the texts. `jour`: from when accesses are counted.
  greffe.verifyUsers = (list, lines, raw, { lieux, jour }, say) => {
    const { service, niveaux } = greffe.donnees;
    const columns = list.champs.map(({ cle }) => cle);
    const named = (found) => found.map((each) => niveaux[each].nom).join(" ou ");
    const owners = { identifiant: new Map(), adresse_electronique: new Map() };

    lines.forEach((line, rang) => {
      const at = (cle) => ({ liste: list.cle, rang, cle });
      const { habilite_le: opened, cloture_le: closed } = line;
      if (opened && closed && closed < opened) say("ordre", at("cloture_le"), { habilite_le: greffe.frenchDay(opened), cloture_le: greffe.frenchDay(closed) });
      if (closed && !raw[rang].habilite_le.trim()) say("M23", at("habilite_le"), {}, true);
      for (const [field, known] of Object.entries(owners)) {
        const value = line[field] && line[field].toLowerCase();
        if (!value) continue;
        if (!known.has(value)) known.set(value, line);
        else if (!greffe.samePerson(known.get(value), line)) say(`M04.${field}`, at(field));
      }
      const home = lieux.find(({ nom }) => nom === line.lieu);
      if (line.lieu && !home) say("inconnu.lieu", at("lieu"), { valeur: line.lieu });
      const here = (home ? [home] : lieux).flatMap(({ equipements }) => equipements);
      if (line.equipement && !here.includes(line.equipement)) say("inconnu.equipement", at("equipement"), { valeur: line.equipement });
      if (!isOpen(line, jour)) return;
      const domaine = (line.adresse_electronique || "").split("@").pop().toLowerCase();
      if (greffe.donnees.adresses.gratuites.includes(domaine)) say("gratuite", at("adresse_electronique"), { domaine });
      for (const { cle, libelle, attendu, requis } of list.champs) {
        if (attendu && !requis && !raw[rang][cle].trim()) say("M25", at(cle), { manque: `«\u00a0${libelle}\u00a0»` }, true);
      }
      const profile = service.profils[line.profil];
      if (!profile) return;
      const [where, allowed] = [level(line), Object.keys(profile.niveaux)];
      if (allowed.includes(where)) return;
      const asked = [...allowed].reverse().find((each) => columns.includes(each));
      if (where === "organisme") say("M25", at(asked || "profil"), { manque: named(allowed) }, true);
      else say("M21", at(where), { profil: line.profil, niveau: named([where]), admis: named(allowed) });
    });
    for (const { niveau, profil, personnes, limite, lignes } of greffe.tallies(service, lines, jour)) {
      const field = columns.includes(niveau) ? niveau : "profil";
      const ou = { liste: list.cle, rang: lignes[lignes.length - 1], cle: field };
      if (personnes > limite) say(`M20.${niveau}`, ou, { nombre: personnes, profil, limite, service: service.sigle });
    }
  };
})();
