// What the buttons of a person's card do: add, copy, close, move from a list to the other, take away.
(() => {
  const greffe = (window.greffe = window.greffe || {});

  // Obey the buttons of the form of `fields`. `announce` says a sentence to those who hear the page; `changed`
  // is told after each gesture.
  greffe.obeyButtons = (fields, { announce, changed }) => {
    const dated = (list) => {
      const day = fields.single("transmise_le").value;
      return { ouverts: { demande_le: day }, clos: { cloture_demandee_le: day }, utilisateurs: { habilite_le: day } }[list] ?? {};
    };
    const focus = (card, key) => {
      fields.label();
      card.querySelector(key ? `[data-cle="${key}"]` : "[data-cle]").focus();
    };
    // A card of which only the dates of closing are left to see: the rest has been typed already.
    const fold = (card, key) => {
      fields.unfold(card);
      card.dataset.deplacee = "";
      card.classList.add("repliee");
      focus(card, key);
    };
    const move = (card, list) => {
      const values = fields.values(card);
      const moved = fields.add(list, list === "clos" ? { ...values, ...dated("clos") } : values, card.dataset.reprise !== undefined);
      card.remove();
      fields.unfold(moved);
      if (list === "clos") fold(moved, "cloture_demandee_le");
      else focus(moved, "nom");
      const name = fields.called(moved);
      announce(list === "clos" ? `${name} est maintenant dans les clôtures.` : `${name} est de nouveau dans la première liste.`);
    };
    const close = (card) => {
      const input = card.querySelector('[data-cle="cloture_le"]');
      input.value = fields.single("transmise_le").value;
      input.dataset.touche = "";
    };
    const gestures = {
      ajouter: (card, list) => focus(fields.add(list, dated(list))),
      deplier: (card) => {
        fields.unfold(card);
        focus(card);
      },
      vers: (card, list, button) => move(card, button.dataset.vers),
      copier: (card, list, button) => {
        fields.copy(button);
        focus(card);
      },
      clore: (card) => {
        close(card);
        fold(card, "cloture_le");
        announce(`L'accès de ${fields.called(card)} est à clore. Vérifiez la date.`);
      },
      rouvrir: (card) => {
        card.querySelector('[data-cle="cloture_le"]').value = "";
        delete card.dataset.deplacee;
        fields.unfold(card);
        focus(card);
        announce(`L'accès de ${fields.called(card)} reste ouvert.`);
      },
      // The old profile is closed the day the new one begins: two lines, both dated.
      changer: (card, list) => {
        const values = { ...fields.values(card), ...dated(list), profil: "", cloture_le: "" };
        close(card);
        fold(card, "cloture_le");
        const next = fields.add(list, values);
        card.after(next);
        focus(next, "profil");
        announce(`L'ancien profil de ${fields.called(card)} est clos. Choisissez le nouveau.`);
      },
      proposer: (card, list, button) => {
        const input = fields.locate({ liste: list, carte: card, cle: button.dataset.proposer }).input;
        input.value = button.dataset.valeur;
        input.focus();
      },
      retirer: (card, list) => {
        const name = card.querySelector(".rang").textContent;
        card.remove();
        fields.list(list).querySelector("[data-ajouter]").focus();
        announce(`${name} n'est plus dans la liste.`);
      },
    };
    fields.form.addEventListener("click", ({ target }) => {
      const button = target.closest("button[type=button]");
      const done = button && Object.keys(gestures).find((key) => key in button.dataset);
      if (!done) return;
      gestures[done](button.closest(".personne"), button.closest("[data-liste]").dataset.liste, button);
      if (done !== "deplier") changed();
    });
    return { dated };
  };
})();
