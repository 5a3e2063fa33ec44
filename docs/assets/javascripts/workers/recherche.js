// Autour de la recherche du thème, que l'adresse de ce fichier nomme : un mot s'y trouve avec ou sans ses accents,
// et les petits mots (« de », « la ») ne comptent pas.
const plie = (mot) => mot.replace(/œ/g, "oe").normalize("NFD").replace(/\p{Mn}/gu, "");
const tapes = new Map();

const utiles = (mots) => {
  const gardes = mots.filter((mot) => lunr.fr.stopWordFilter(mot.toLowerCase()));
  return gardes.length ? gardes : mots;
};

const demande = (texte) => {
  const mots = texte.split(/[\s'’]+/).filter(Boolean);
  for (const mot of mots) tapes.set(plie(mot.toLowerCase()), mot);
  return plie(utiles(mots).join(" "));
};

// Les mots trouvés, comme la page les écrit : elle les surligne. Les absents, comme ils ont été tapés.
const termes = ({ title, text, terms }) => {
  const trouves = [...`${title} ${text}`.matchAll(/<mark>(.*?)<\/mark>/g)].map(([, mot]) => [mot, true]);
  const absents = Object.keys(terms).filter((mot) => !terms[mot]).map((mot) => [tapes.get(mot) ?? mot, false]);
  return Object.fromEntries([...trouves, ...absents]);
};

// Avant le thème, qui lit ensuite la demande ainsi récrite.
self.addEventListener("message", ({ data }) => {
  if (typeof data.data === "string") data.data = demande(data.data);
});

importScripts(location.search.slice(1));

const { Token } = lunr;
lunr.Token = class extends Token {
  constructor(mot, place) {
    super(plie(mot), place);
  }
};

const repond = self.postMessage.bind(self);
self.postMessage = (message) => {
  for (const page of message.data?.items ?? []) for (const endroit of page) endroit.terms = termes(endroit);
  repond(message);
};
