"""X5 : adresse de la Caf hors de son domaine

## Ce que la règle vérifie

Les adresses électroniques de l'annexe 3, et des interlocuteurs pour « Mon Compte Partenaire », sont celles de
la Caf : `cafNN.caf.fr`, où NN est le code du département, ou le « domaine » noté dans le fichier de la Caf. Un domaine à une faute de frappe près (un
point ou une lettre de trop, oubliés ou changés) est une erreur, avec une proposition ; tout autre domaine,
celui d'une autre Caf compris, est un avertissement.

Des données marquées comme un exemple ne sont pas jugées : leurs domaines sont inventés.

## Article

Aucun : c'est une précaution. Une adresse fausse dans l'annexe 3 envoie les demandes des partenaires, et les
noms de leurs agents, à quelqu'un d'autre.

## Exemple

```yaml
departement: "99"
annexe_3:
  responsable_securite:
    - intitule: Cellule sécurité
      adresses_electroniques: [securite@caf.99.caf.fr]   # un point de trop
```

## Comment corriger

Corrigez l'adresse dans le fichier de la Caf, puis renvoyez aux partenaires l'annexe 3 ou la PJ2. Si la Caf emploie
vraiment un autre domaine, notez-le dans « domaine ».
"""

from collections.abc import Iterator

from generator.checks.contacts import contacts
from generator.checks.context import Context
from generator.checks.finding import Finding, Severity
from generator.checks.mailboxes import CAF_DOMAIN, domain, near_miss, within


def check(context: Context) -> Iterator[Finding]:
    """An error for each mistyped domain among a Caf's contacts, a warning for each foreign one."""
    if context.dataset.settings.exemple:
        return
    for caf in context.cafs.values():
        expected = caf.record.domaine or f"caf{caf.record.departement.lower()}.caf.fr"
        for path, contact in contacts(caf.record):
            for rank, address in enumerate(contact.adresses_electroniques):
                name = domain(address)
                if within(name, [expected]):
                    continue
                severity: Severity = "avertissement"
                remedy = (
                    "Vérifiez l'adresse ; si la Caf emploie ce domaine, notez-le dans « domaine »."
                )
                if near_miss(name, expected) and not CAF_DOMAIN.fullmatch(name):
                    severity = "erreur"
                    remedy = (
                        f"Écrivez « {expected} » après le @, si c'est bien une faute de frappe."
                    )
                yield context.finding(
                    caf, (*path, "adresses_electroniques", rank), severity,
                    f"Le domaine « {name} » n'est pas celui de la Caf, « {expected} ».", remedy,
                    who=address,
                )  # fmt: skip
