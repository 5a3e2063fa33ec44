// The fields of a form's page: one card a person, what they hold, and what is said under each of them.
(() => {
  const greffe = (window.greffe = window.greffe || {});

  greffe.WORDS = { erreur: "Erreur", avertissement: "À vérifier", information: "À savoir" };
  const SHOWN = 80; // a title stays a title, whatever was pasted in a field

  greffe.Fields = class {
    constructor(form, meta) {
      this.form = form;
      this.meta = meta;
      this.count = 0;
      for (const question of form.querySelectorAll(".question")) this.name(question);
    }

    list(key) {
      return this.form.querySelector(`[data-liste="${key}"]`);
    }

    cards(key) {
      return [...this.list(key).querySelectorAll(".personne")];
    }

    single(key) {
      return this.form.querySelector(`.etape > .grille [data-cle="${key}"]`);
    }

    // A new card at the end of the list `key`. `kept`: the person was in the file that was taken up.
    add(key, values = {}, kept = false) {
      const list = this.list(key);
      list.querySelector(".cartes").append(list.querySelector("template").content.cloneNode(true));
      const card = this.cards(key).pop();
      for (const question of card.querySelectorAll(".question")) this.name(question);
      for (const input of card.querySelectorAll("[data-cle]")) {
        const value = values[input.dataset.cle] ?? "";
        // What a file says stays, to be told, though it is not in the list.
        if (input.matches("select") && ![...input.options].some((each) => each.value === value)) input.append(new Option(value, value));
        input.value = value;
        if (kept) input.dataset.touche = "";
      }
      // Most of those taken up stay as they are: only their name and address show, until one asks for more.
      if (kept) card.dataset.reprise = "";
      card.classList.toggle("repliee", kept);
      return card;
    }

    unfold(card) {
      card.classList.remove("repliee");
      card.querySelector("[data-deplier]").hidden = true;
    }

    // The card whose person may also be the one of `button`'s card, if somebody is there.
    model(button) {
      const list = this.list(button.dataset.copier);
      return list && this.cards(button.dataset.copier).find((card) => !this.isBlank(card));
    }

    copy(button) {
      const [from, to] = [this.values(this.model(button)), button.closest(".personne")];
      const values = { adresses_electroniques: from.adresse_electronique, ...from };
      for (const input of to.querySelectorAll("[data-cle]")) {
        input.value = values[input.dataset.cle] || "";
        input.dataset.touche = "";
      }
    }

    name(question) {
      const input = question.querySelector("input, select");
      const label = question.querySelector("label");
      if (!input.id) input.id = `q${(this.count += 1)}`;
      label.htmlFor = input.id;
      const messages = question.querySelector(".messages");
      if (!messages) return;
      messages.id = `${input.id}-messages`;
      const help = question.querySelector(".aide");
      if (help && !help.id) help.id = `${input.id}-aide`;
      input.setAttribute("aria-describedby", [help && help.id, messages.id].filter(Boolean).join(" "));
      if (input.required) input.setAttribute("aria-required", "true");
    }

    // The texts of a card, by field.
    values(card) {
      return Object.fromEntries([...card.querySelectorAll("[data-cle]")].map((input) => [input.dataset.cle, input.value]));
    }

    // The person's name, "" when it is not known yet.
    called(card) {
      const { prenom, nom } = this.values(card);
      const name = [prenom, nom].map((text) => text.trim()).filter(Boolean).join(" ");
      return name.length > SHOWN ? `${name.slice(0, SHOWN)}…` : name;
    }

    // Nothing but the dates that the page itself put there.
    isBlank(card) {
      return [...card.querySelectorAll(".question")].every((question) => question.dataset.genre === "date" || !question.querySelector("[data-cle]").value.trim());
    }

    // The raw answers, the cards they come from, and the lists that hold blank ones only: these are left out.
    read() {
      const cards = Object.fromEntries(this.meta.listes.map(({ cle }) => [cle, this.cards(cle).filter((card) => !this.isBlank(card))]));
      const listes = Object.fromEntries(Object.entries(cards).map(([key, held]) => [key, held.map((card) => this.values(card))]));
      const champs = Object.fromEntries(this.meta.champs.map(({ cle }) => [cle, this.single(cle).value]));
      const vides = Object.keys(cards).filter((key) => !cards[key].length && this.cards(key).length);
      return { answers: { champs, listes, vides }, cards };
    }

    clear() {
      for (const { cle } of this.meta.listes) this.list(cle).querySelector(".cartes").replaceChildren();
    }

    // Where a finding is said, and the field it is about.
    locate({ liste, rang, cle, carte }, cards) {
      const [blank] = liste && rang === undefined ? this.cards(liste) : [];
      if (liste && rang === undefined && !blank) {
        const button = this.list(liste).querySelector("[data-ajouter]");
        return { place: this.list(liste), input: button, champ: button };
      }
      const card = carte || blank || (liste && cards[liste][rang]);
      const input = card ? card.querySelector(cle ? `[data-cle="${cle}"]` : "[data-cle]") : this.single(cle);
      const place = input.closest(".question");
      // A name typed in place of one of a list: what one sees, and goes to, is the list, until one types.
      return { place, input, champ: input.closest("[hidden].autre") ? place.querySelector("select") : input };
    }

    // Say the findings: all, or those on fields that were filled. Returns those said, with their place.
    show(findings, cards, all) {
      for (const messages of this.form.querySelectorAll(".messages")) {
        messages.replaceChildren();
        messages.hidden = true;
      }
      for (const input of this.form.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
      const said = findings
        .map((finding) => ({ ...finding, ...this.locate(finding.ou, cards) }))
        .filter(({ absent, input }) => all || (!absent && input.dataset.touche !== undefined))
        .sort((one, other) => (one.champ === other.champ ? 0 : one.champ.compareDocumentPosition(other.champ) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
      for (const { place, input, champ, gravite, message, remede, proposition } of said) {
        const line = document.createElement("p");
        const grade = document.createElement("strong");
        grade.textContent = `${greffe.WORDS[gravite]}\u00a0: `;
        line.className = `message ${gravite}`;
        line.append(grade, `${message} ${remede}`);
        const messages = place.querySelector(":scope > .messages");
        const card = input.closest(".personne");
        if (card) this.unfold(card);
        messages.append(line);
        if (proposition) messages.append(this.proposal(input, proposition));
        messages.hidden = false;
        if (gravite === "erreur" && input.matches("[data-cle]")) champ.setAttribute("aria-invalid", "true");
      }
      return said;
    }

    // A button that writes what is proposed.
    proposal(input, text) {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "bouton secondaire", textContent: `Écrire ${text}` });
      Object.assign(button.dataset, { proposer: input.dataset.cle, valeur: text });
      return button;
    }

    // Numbers, names and buttons of the cards, after one came, went or changed.
    label() {
      for (const { cle } of this.meta.listes) {
        const cards = this.cards(cle);
        this.list(cle).querySelector(".vide").hidden = cards.length > 0;
        cards.forEach((card, rank) => {
          const { adresse_electronique: address, adresses_electroniques: addresses, fonction, cloture_demandee_le: asked, profil, lieu, equipement, cloture_le: closed } = this.values(card);
          const name = this.called(card);
          card.querySelector(".rang").textContent = name ? `${rank + 1}. ${name}` : `Personne ${rank + 1}`;
          for (const hidden of card.querySelectorAll(".hors-vue")) hidden.textContent = name ? `\u00a0: ${name}` : ` (personne ${rank + 1})`;
          const moved = card.dataset.deplacee !== undefined;
          const gist = [address || addresses, fonction, profil, equipement || lieu, asked && !moved && `clôture demandée le ${asked}`, profil && closed && !moved && `accès clos le ${closed}`];
          card.querySelector(".essentiel").textContent = gist.filter(Boolean).join(", ");
          const kept = card.dataset.reprise !== undefined;
          const show = (selector, shown) => {
            const button = card.querySelector(selector);
            if (button) button.hidden = !shown;
          };
          const copier = card.querySelector("[data-copier]");
          const model = copier && this.isBlank(card) && this.model(copier);
          show("[data-copier]", Boolean(model));
          if (model) copier.querySelector(".qui").textContent = this.called(model) || "ci-dessus";
          show("[data-deplier]", card.matches(".repliee"));
          show('[data-vers="clos"]', Boolean(this.list("clos")) && !this.isBlank(card));
          show('[data-vers="ouverts"]', moved);
          show("[data-clore]", !closed && !this.isBlank(card));
          show("[data-changer]", !closed && Boolean(profil));
          show("[data-rouvrir]", moved);
          // A person already listed leaves the first list by a closing, never by a mere removal.
          show("[data-retirer]", !(kept && ["ouverts", "utilisateurs"].includes(cle)) && !moved);
        });
      }
    }
  };
})();
