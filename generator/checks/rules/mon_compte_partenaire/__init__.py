"""Rules of the « Mon Compte Partenaire » family."""
