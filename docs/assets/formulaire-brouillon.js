// The draft: kept on this device only when asked, and erased at will.
(() => {
  const greffe = (window.greffe = window.greffe || {});

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
      choose(false);
      say("Rien n'est plus gardé sur cet appareil.");
    };

    // While a draft waits for an answer, nothing is written over it.
    const choose = (pending) => {
      find(".reprise").hidden = !pending;
      find(".brouillon").hidden = pending;
    };

    // Propose the draft that is there, and obey the box and the buttons of `container`. `resume` tells whether
    // it took the draft up.
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
        if (!resume(kept)) return;
        on = box.checked = true;
        choose(false);
        first().focus();
      });
      eraseFrom(never, first);
      const told = Object.assign(document.createElement("p"), { textContent: `Un brouillon du ${kept.le} est gardé sur cet appareil.` });
      const gestures = Object.assign(document.createElement("p"), { className: "gestes" });
      gestures.append(again, never);
      banner.append(told, gestures);
      choose(true);
      say("");
    };

    return { isOn: () => on, keep, offer };
  };
})();
