import { count } from "../format-count.ts";
import type { Messages } from "../en.ts";
import { plural } from "./plural.ts";
import { recorded, simulator } from "./simulator.ts";

const products = (n: number) => `${count(n)} ${plural(n, "produit", "produits")}`;
const customers = (n: number) => `${count(n)} ${plural(n, "client", "clients")}`;

const fetched = (noun: string, added: number, changed: number) =>
  `${noun} : ${count(added)} ${plural(added, "nouveau", "nouveaux")}, ${count(changed)} ${plural(changed, "modifié", "modifiés")}.`;

export const shop: Messages["shop"] = {
  parts: "Parties de la boutique",
  records: "Enregistrements",
  recordedAs: "Le demandeur est enregistré comme",

  away: {
    notConfigured: {
      heading: "Aucune boutique n’est configurée",
      explain:
        "Cette page conduit une boutique par les opérations de celle-ci. Indiquez au service où se trouve la vitrine de la boutique et quel est le mot de passe de son opérateur, puis redémarrez-le :",
      command:
        "TRACEWELL_SHOP_URL=http://127.0.0.1:7412\nTRACEWELL_SHOP_PASSWORD=(le texte de shop-data/operator-password)",
      also: "Dans tracewell.config.json, ce sont shopUrl et shopPassword. « tracewell shop » lance la boutique de référence.",
    },
    unavailable: {
      heading: "La boutique ne répond pas",
      explain:
        "Elle est peut-être arrêtée, ou son adresse (shopUrl) est une autre. La demande n’a rien changé.",
    },
    forbidden: {
      heading: "La boutique ne connaît pas le service",
      explain:
        "Le mot de passe d’opérateur que possède le service (shopPassword) n’est pas celui de la boutique. Il figure dans operator-password, dans le répertoire de la boutique.",
    },
    unknown: {
      heading: "Cette boutique ne le propose pas",
      explain:
        "La boutique répond, mais n’a pas d’opérations pour cette page. C’est peut-être une autre boutique que celle de référence, ou une version plus ancienne.",
    },
    rest: "Tout ce que la boutique a dit jusqu’ici est dans le journal : les autres pages répondent comme toujours.",
  },

  stored: {
    fetchedAt: "Dernière récupération",
    never: "Jamais récupérés.",
    filter: "Filtre",
    nothingLike: (words) => `Rien ici ne contient « ${words} ».`,
  },
  products: {
    heading: "Produits",
    list: "Produits que vend la boutique",
    count: products,
    columns: {
      code: "Code",
      family: "Famille",
      description: "Description",
      kind: "Vendu comme",
      price: "Prix",
      quantityMin: "Quantité min.",
      packaging: "Conditionnement",
    },
    kinds: {
      license: "Licence",
      giftCard: "Carte cadeau",
      course: "Formation",
      physical: "Marchandise",
    },
    priceNote: "Les prix sont dans la devise de chaque magasin.",
    empty:
      "La table des produits a été lue et ne contient rien. Récupérez les produits du catalogue, et la boutique pourra vendre.",
    fetch: "Récupérer du catalogue…",
    fetchHeading: "Récupérer les produits du catalogue ?",
    fetchEffect:
      "Les produits sont rangés sous leur code : les nouveaux sont ajoutés, les connus prennent les valeurs du catalogue. Les produits que le catalogue ne nomme plus restent.",
    fetchVerb: "Récupérer les produits",
    fetched: (all, added, changed) =>
      fetched(`${products(all)} ${plural(all, "récupéré", "récupérés")}`, added, changed),
    clear: "Tout retirer…",
    clearHeading: (n) => `Retirer ${plural(n, products(n), `les ${products(n)}`)} ?`,
    clearEffect:
      "La boutique ne vend rien tant que les produits ne sont pas récupérés de nouveau. Les commandes passées restent telles quelles.",
    clearVerb: "Retirer tous les produits",
    cleared: (n) => `${products(n)} ${plural(n, "retiré", "retirés")}.`,
    fetchRecord: recorded("catalog.synchronized"),
    clearRecord: recorded("catalog.emptied"),
  },
  customers: {
    heading: "Clients",
    list: "Clients que la boutique connaît par le CRM",
    count: customers,
    columns: {
      account: "Compte",
      name: "Nom",
      points: "Points de fidélité",
      payment: "Paiement",
      updatedAt: "Récupéré",
    },
    points: (n) => `${count(n)} ${plural(n, "point", "points")}`,
    hasPaid: "A payé",
    hasNotPaid: "Aucun paiement enregistré",
    masked: "protégé",
    nameNote: "Les noms sont des données personnelles : ils restent dans la boutique.",
    empty: "La table des clients a été lue et ne contient rien. Récupérez les clients du CRM.",
    fetch: "Récupérer du CRM…",
    fetchHeading: "Récupérer les clients du CRM ?",
    fetchEffect:
      "Les clients sont rangés sous leur compte : les nouveaux sont ajoutés, les connus prennent les valeurs du CRM. Les clients que le CRM ne nomme plus restent.",
    fetchVerb: "Récupérer les clients",
    fetched: (all, added, changed) =>
      fetched(`${customers(all)} ${plural(all, "récupéré", "récupérés")}`, added, changed),
    clear: "Tout retirer…",
    clearHeading: (n) => `Retirer ${plural(n, customers(n), `les ${customers(n)}`)} du CRM ?`,
    clearEffect:
      "Ils reviennent à la prochaine récupération du CRM. Les comptes que des clients ont créés dans la boutique restent tels quels.",
    clearVerb: "Retirer tous les clients",
    cleared: (n) => `${customers(n)} ${plural(n, "retiré", "retirés")}.`,
    fetchRecord: recorded("customers.synchronized"),
    clearRecord: recorded("customers.emptied"),
  },

  clock: {
    heading: "L’horloge de la boutique",
    speed: (factor) =>
      factor === 1
        ? "marche en temps réel"
        : `marche ${count(factor)} fois plus vite que le temps réel`,
    noSpeed: "marche comme on la conduit",
    set: "Régler la vitesse…",
    dialog: "À quelle vitesse l’horloge de la boutique doit-elle marcher ?",
    field: "Secondes de la boutique par seconde",
    bounds: (min, max) => `De ${count(min)} à ${count(max)}.`,
    wrong: (min, max) => `Donnez un nombre de ${count(min)} à ${count(max)}.`,
    effect:
      "Tout dans la boutique suit cette horloge : échéances, durées des licences, tâches, clients. Tant qu’elle est plus rapide, les heures qu’elle enregistre sont en avance sur le temps réel ; elle n’est jamais reculée.",
    record: recorded("trace.recorded"),
    verb: "Régler la vitesse",
    done: (factor) =>
      factor === 1
        ? "L’horloge marche en temps réel."
        : `L’horloge marche ${count(factor)} fois plus vite que le temps réel.`,
  },

  tasks: {
    heading: "Planificateur",
    list: "Tâches, la prochaine à exécuter d’abord",
    count: (n) => `${count(n)} ${plural(n, "tâche", "tâches")}`,
    columns: {
      task: "Tâche",
      recurrence: "Récurrence",
      next: "Prochaine exécution",
      last: "Dernière exécution",
      state: "État",
    },
    states: { waiting: "En attente", running: "En cours", paused: "Suspendue", done: "Terminée" },
    due: "À échéance",
    recurrences: {
      once: "Une fois",
      hourly: "Toutes les heures",
      daily: "Tous les jours",
      weekly: "Toutes les semaines",
      cron: "Expression cron",
    },
    outcomes: { success: "Terminée", failure: "Échouée", unknown: "Non connu", missed: "Manquée" },
    noNext: "Aucune",
    noLast: "Aucune exécution enregistrée",
    shifts: {
      skipped:
        "L’heure légale saute cette heure ce jour-là : l’exécution a lieu à la première minute qui suit.",
      twice:
        "L’heure légale compte cette heure deux fois ce jour-là : l’exécution a lieu à la première.",
    },
    empty:
      "La planification a été lue et ne contient aucune tâche. La boutique ne fait alors rien d’elle-même.",
    facts: {
      id: "ID de tâche",
      calls: "Appelle",
      source: "Source",
      first: "Première exécution",
      recurrence: "Récurrence",
      next: "Prochaine exécution",
      last: "Dernière exécution",
      reason: "Motif",
      data: "Données",
    },
    onWall: (zone) => `heure légale de ${zone}`,
    pause: "Suspendre…",
    pauseHeading: (name) => `Suspendre ${name} ?`,
    pauseEffect:
      "Elle ne s’exécute pas avant d’être reprise. Les exécutions qui tombent entre-temps ne comptent pas comme manquées ; celle qui est en cours va à son terme.",
    pauseVerb: "Suspendre la tâche",
    paused: (name) => `${name} est suspendue.`,
    resume: "Reprendre…",
    resumeHeading: (name) => `Reprendre ${name} ?`,
    resumeEffect:
      "Elle s’exécute de nouveau à partir de sa prochaine échéance. Une exécution unique dont l’heure est passée entre-temps est faite aussitôt.",
    resumeVerb: "Reprendre la tâche",
    resumed: (name) => `${name} s’exécute de nouveau.`,
    remove: "Retirer…",
    removeHeading: (name) => `Retirer ${name} de la planification ?`,
    removeEffect: "Elle ne s’exécutera plus. Une exécution en cours va à son terme.",
    removeVerb: "Retirer la tâche",
    removed: (name) => `${name} a été retirée de la planification.`,
    pauseRecord: recorded("task.paused"),
    resumeRecord: recorded("task.resumed"),
    removeRecord: recorded("task.removed"),
    gone: "Cette tâche n’est pas dans la planification. Elle a pu être retirée, ou s’être exécutée.",
    add: "Ajouter une tâche…",
  },
  newTask: {
    heading: "Ajouter une tâche",
    app: "Application",
    calls: (host, url) => `Appelle ${url} sur ${host}.`,
    time: (zone) => `Première exécution, à l’heure de ${zone}`,
    recurrence: "Récurrence",
    cron: "Expression cron à cinq champs",
    cronExample: "0 6 * * 1-5",
    timeMissing: "Donnez une date et une heure, à la minute.",
    cronMissing: "Donnez une expression cron.",
    record: recorded("task.scheduled"),
    verb: "Ajouter la tâche",
    done: (name) => `${name} a été ajoutée à la planification.`,
    rules: "Comment les tâches s’exécutent",
    ruleList: [
      "Après un arrêt du planificateur, la dernière exécution manquée est faite aussitôt si elle ne date pas de plus d’une période de sa tâche (un jour, pour une tâche unique) ; les autres sont enregistrées comme manquées.",
      "Quand l’heure légale saute l’heure d’une tâche, elle s’exécute à la première minute qui suit ; quand elle la compte deux fois, à la première. Les tâches horaires s’exécutent une fois par heure écoulée.",
      "Une tâche ne s’exécute pas tant que son exécution précédente dure ; une tâche qui échoue n’arrête pas les autres.",
      "Les exécutions qui tombent pendant une suspension ne comptent pas comme manquées.",
    ],
  },

  simulator,
};
