// Checks what a form was answered, by the rules of greffe's checker and in its words: the sentences are data
// (`phrases`), made from the checker itself. Pure functions: no page is needed to try them.
(() => {
  const greffe = (window.greffe = window.greffe || {});

  const ISO = /^(\d{4})-(\d{2})-(\d{2})$/;
  const FRENCH = /^(\d{1,2})[/. -](\d{1,2})[/. -](\d{4})$/;
  const DIGITS = /^(\d{2})(\d{2})(\d{4})$/; // a phone's numeric keyboard may have no slash
  const MAXIMUM = 400;
  const QUOTED = 120; // of a value that a sentence quotes

  const utc = (year, month, day) => {
    const date = new Date(0);
    date.setUTCFullYear(year, month - 1, day);
    return date;
  };
  const iso = (date) => date.toISOString().slice(0, 10);

  // A day as people write it: {iso}, or {fault: "date"} when it is none, {fault: "jour"} when it does not exist.
  greffe.parseDay = (raw) => {
    const text = raw.trim();
    const found = ISO.exec(text);
    const other = found ? null : FRENCH.exec(text) || DIGITS.exec(text);
    const parts = found ? found.slice(1) : other ? [other[3], other[2], other[1]] : null;
    if (!parts) return { fault: "date" };
    const [year, month, day] = parts.map(Number);
    const date = utc(year, month, day);
    const exists = year >= 1 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
    return exists ? { iso: iso(date) } : { fault: "jour" };
  };

  // `day` (ISO) moved by civil months, to the month's last day when it has no such number, then by days.
  greffe.shift = (day, [months, days]) => {
    const [year, month, number] = day.split("-").map(Number);
    const last = utc(year, month + months + 1, 0).getUTCDate();
    return iso(utc(year, month + months, Math.min(number, last) + days));
  };

  greffe.longDate = (day) => {
    const [year, month, number] = day.split("-").map(Number);
    const patterns = greffe.donnees.jours[number === 1 ? "premier" : "autre"];
    return patterns[month - 1].replace("{jour}", number).replace("{annee}", year);
  };

  // Several addresses in one field stand apart by commas, semicolons or spaces.
  greffe.addresses = (raw) => raw.split(/[\s,;]+/).filter(Boolean);

  const login = (address) => address.toLowerCase();
  const domain = (address) => address.slice(address.lastIndexOf("@") + 1).toLowerCase();

  const samePerson = (greffe.samePerson = (one, other) => words(one) === words(other));
  const words = ({ prenom, nom }) => {
    const plain = [prenom, nom].filter(Boolean).join(" ").toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
    return (plain.match(/[\p{L}\p{N}_]+/gu) ?? []).sort().join(" ");
  };

  // The key of SIREN and SIRET (Luhn); La Poste's establishments follow a rule of their own.
  const luhn = (digits) =>
    [...digits].reverse().reduce((sum, digit, rank) => sum + (rank % 2 ? [0, 2, 4, 6, 8, 1, 3, 5, 7, 9][digit] : +digit), 0) % 10 === 0;
  const isSiret = (text) => {
    if (!luhn(text.slice(0, 9))) return false;
    if (text.startsWith("356000000") && text !== "35600000000048") return [...text].reduce((sum, digit) => sum + +digit, 0) % 5 === 0;
    return luhn(text);
  };

  // The pairs of digits of a telephone number whose first zero was lost, as a sheet loses it.
  const withZero = (digits) => `0${digits}`.match(/../g).join(" ");
  // A French number has ten digits, a foreign one its country's first.
  const isPhone = (text) => /^[+\d\s().\/-]+$/.test(text) && (/^0[1-9]\d{8}$/.test(text.replace(/\D/g, "")) || /^\s*(?:\+|00)/.test(text) && /^\d{8,15}$/.test(text.replace(/\D/g, "")));

  const quoted = (value) => (value.length > QUOTED ? `${value.slice(0, QUOTED)}…` : value);
  const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, name) => quoted(String(values[name])));

  // Findings of `answers` ({champs, listes}, raw texts; vides: the lists of which a card was left blank) to a form
  // of greffe.donnees.formulaires, each {ou: {liste, rang, cle}, regle, gravite, message, remede, absent}; and
  // their values, null when missing or refused. `phrases`: the sentences; `domaines`: the partner's own; `conservation`: [months, days] that a
  // closing stays listed; `lieux`, `jour`: the places of the bulletin, and the day on which users are counted.
  greffe.verify = (form, answers, { phrases, domaines = [], conservation, lieux, jour }) => {
    const findings = [];
    // `lacks`: nothing was typed there yet.
    const say = (key, ou, values = {}, lacks = false) => {
      const { regle, gravite, message, remede } = phrases[key];
      const absent = lacks || key.startsWith("manque") || ou.rang === undefined && ou.liste !== undefined;
      findings.push({ ou, regle, gravite, message: fill(message, values), remede: fill(remede, values), absent, proposition: values.proposition });
    };

    // The value of one field, or null when it is missing or refused.
    const read = (field, raw = "", ou) => {
      const text = raw.trim();
      const refuse = (key, values) => {
        say(key, ou, { champ: field.libelle, valeur: text, ...values });
        return null;
      };
      if (!text) return field.requis ? refuse("manque") : field.souhaite ? refuse("manque.souhaite") : null;
      const invisible = new RegExp(greffe.donnees.invisibles).exec(text);
      if (invisible) return refuse("invisible", { code: invisible[0].codePointAt(0).toString(16).toUpperCase().padStart(4, "0") });
      const digits = text.replace(/\s/g, ""); // a number is written in groups
      const checks = {
        adresse: () => address(text, refuse),
        adresses: () => {
          const read = greffe.addresses(text).map((one) => address(one, refuse));
          return read.includes(null) ? null : read;
        },
        date: () => {
          const { iso, fault } = greffe.parseDay(text);
          return fault ? refuse(fault) : iso;
        },
        code_postal: () => (/^[0-9]{5}$/.test(digits) ? digits : refuse("code_postal")),
        choix: () => (!field.options || field.options.includes(text) ? text : refuse("inconnu.profil")),
        telephone: () => {
          if (isPhone(text)) return text;
          const number = text.replace(/\D/g, "");
          const lost = /^[1-9]\d{8}$/.test(number) && !text.includes("+");
          return lost ? refuse("telephone.zero", { proposition: withZero(number) }) : refuse("telephone");
        },
        siret: () => (!/^[0-9]{14}$/.test(digits) ? refuse("siret.forme") : isSiret(digits) ? digits : refuse("siret", { valeur: digits })),
      };
      if (checks[field.genre]) return checks[field.genre]();
      return [...text].length > MAXIMUM ? refuse("long", { maximum: MAXIMUM }) : text;
    };
    const address = (text, refuse) => {
      const { motif, longueur } = greffe.donnees.adresses;
      if (text.length > longueur) return refuse("long", { maximum: longueur });
      return new RegExp(motif).test(text) ? text : refuse("adresse", { valeur: text });
    };

    const values = { champs: {}, listes: {} };
    for (const field of form.champs) values.champs[field.cle] = read(field, answers.champs[field.cle], { cle: field.cle });
    for (const list of form.listes) {
      values.listes[list.cle] = answers.listes[list.cle].map((row, rang) =>
        Object.fromEntries(list.champs.map((field) => [field.cle, read(field, row[field.cle], { liste: list.cle, rang, cle: field.cle })])),
      );
      if (answers.listes[list.cle].length) continue;
      if (list.vacant) say(list.vacant, { liste: list.cle });
      // An empty list closes every access: nobody sends one by mere distraction.
      else if ((answers.vides || []).includes(list.cle)) say("vide", { liste: list.cle });
    }

    const sent = values.champs.transmise_le;
    const { ouverts = [], clos = [] } = values.listes;
    const listed = new Map();
    ouverts.forEach((person, rang) => {
      const at = (cle) => ({ liste: "ouverts", rang, cle });
      if (sent && person.demande_le > sent) say("C14", at("demande_le"), { demande_le: greffe.longDate(person.demande_le), transmise_le: greffe.longDate(sent) });
      const name = person.adresse_electronique;
      if (!name) return;
      const where = domain(name);
      const { partagees, gratuites } = greffe.donnees.adresses;
      if (login(name).split("@")[0].split(/[^a-z]+/).some((word) => partagees.includes(word))) say("C18.partage", at("adresse_electronique"));
      if (gratuites.includes(where)) say("C18.gratuit", at("adresse_electronique"), { domaine: where });
      else if (domaines.length && !domaines.some((own) => where === own || where.endsWith(`.${own}`))) say("C18.domaine", at("adresse_electronique"), { domaine: where });
      const other = listed.get(login(name));
      if (!other) listed.set(login(name), person);
      else if (!samePerson(person, other)) say("C19", at("adresse_electronique"));
    });
    clos.forEach((person, rang) => {
      const at = (cle) => ({ liste: "clos", rang, cle });
      const asked = person.cloture_demandee_le || person.cloture_le;
      if (sent && asked) {
        const last = greffe.shift(asked, conservation);
        const days = { cloture: greffe.longDate(asked), transmise_le: greffe.longDate(sent) };
        const key = person.cloture_demandee_le ? "cloture_demandee_le" : "cloture_le";
        if (sent > last) say("C16", at(key), days);
        else if (sent === last) say("C16.jour", at(key), days);
      }
      const name = person.adresse_electronique;
      if (!name || !listed.has(login(name))) return;
      const closing = person.cloture_le || person.cloture_demandee_le;
      const again = closing && ouverts.some((open) => open.adresse_electronique && login(open.adresse_electronique) === login(name) && open.demande_le > closing);
      say(again ? "C17.rouvert" : "C17", at("adresse_electronique"), closing ? { cloture: greffe.longDate(closing) } : {});
    });
    const { utilisateurs } = values.listes;
    if (utilisateurs) greffe.verifyUsers(form.listes[0], utilisateurs, answers.listes.utilisateurs, { lieux, jour: sent || jour }, say);
    return { findings, values };
  };
})();
