// The draft: kept on this device only when asked, and erased at will.
(() => {
  const greffe = (window.greffe ??= {});

  greffe.makeDraft = (id) => {
    const key = `greffe.brouillon.${id}`;
    let on = false;
    let page;

    const find = (selector) => page.querySelector(selector);
    const stored = () => {
      try {
        return JSON.parse(localStorage.getItem(key));
      } catch {
        return null; // the browser refuses, or it holds something else
      }
    };
    const say = (text) => {
      find(".brouillon-etat").textContent = text;
      const kept = stored() !== null;
      for (const button of page.querySelectorAll("#effacer, #effacer-fin")) button.hidden = !kept;
    };
    const keep = (state) => {
      if (!on) return;
      try {
        localStorage.setItem(key, JSON.stringify({ ...state(), le: new Date().toLocaleDateString("fr-FR") }));
      } catch {
        on = find("#brouillon").checked = false;
        say("Ce navigateur refuse de garder un brouillon.");
      }
    };
    const erase = () => {
      on = find("#brouillon").checked = false;
      localStorage.removeItem(key);
      find(".reprise").hidden = true;
      say("Rien n'est plus gardé sur cet appareil.");
    };

    // Propose the draft that is there, and obey the box and the buttons of `container`.
    const offer = (container, state, resume) => {
      page = container;
      const box = find("#brouillon");
      box.addEventListener("change", () => {
        on = box.checked;
        if (!on) return erase();
        keep(state);
        if (on) say("Le brouillon est gardé, et suit ce que vous écrivez.");
      });
      const eraseFrom = (button, next) =>
        button.addEventListener("click", () => {
          erase();
          next().focus();
        });
      eraseFrom(find("#effacer"), () => box);
      eraseFrom(find("#effacer-fin"), () => find("#pret"));
      const kept = stored();
      if (!kept) return;
      const banner = find(".reprise");
      const button = (text) => Object.assign(document.createElement("button"), { type: "button", className: "bouton secondaire", textContent: text });
      const [again, never] = [button("Reprendre le brouillon"), button("Effacer le brouillon")];
      const first = () => page.querySelector("form .champ");
      again.addEventListener("click", () => {
        on = box.checked = true;
        banner.hidden = true;
        resume(kept);
        first().focus();
      });
      eraseFrom(never, first);
      banner.append(`Un brouillon du ${kept.le} est gardé sur cet appareil. `, again, " ", never);
      banner.hidden = false;
      say("");
    };

    return { isOn: () => on, keep, offer };
  };
})();
