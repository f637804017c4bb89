import type { ServerTexts } from "./server"

export const deServer = {
  problem: {
    bus_silent: {
      never:
        "Der Event-Bus nimmt Ereignisse an, hat aber noch keines zugestellt.",
      since:
        "Der Event-Bus nimmt Ereignisse an, hat aber seit {{duration}} keines zugestellt.",
    },
    clock_wrong: {
      ahead:
        "Die Uhr von {{processes}} geht gegenüber der Datenbank um {{duration}} vor.",
      behind:
        "Die Uhr von {{processes}} geht gegenüber der Datenbank um {{duration}} nach.",
    },
    database_down:
      "Die Datenbank ist nicht erreichbar, oder es wurde nicht rechtzeitig eine Verbindung frei.",
    database_read_only:
      "Die Datenbank ist schreibgeschützt: Es kann nichts verkauft werden.",
    events_waiting:
      "Ein Ereignis wartet seit {{duration}} auf seine Veröffentlichung.",
    holds_overdue:
      "Eine Vormerkung ist seit {{duration}} überfällig: Abgelaufene Vormerkungen werden nicht oder zu langsam verarbeitet.",
    no_worker: {
      never:
        "Es wurde noch nie ein Worker gesehen: Nichts läuft ab, wird veröffentlicht oder abgeglichen.",
      since:
        "Seit {{duration}} wurde kein Worker gesehen: Nichts läuft ab, wird veröffentlicht oder abgeglichen.",
    },
    options_differ: "Unterschiedliche Optionen bei {{processes}}: {{options}}.",
    reconciliation_late: {
      never: "Der Abgleich wurde noch nie abgeschlossen.",
      since: "Seit {{duration}} wurde kein Abgleich abgeschlossen.",
    },
    replica_away:
      "Das Replikat der Datenbank ist nicht erreichbar. Die primäre Datenbank antwortet an seiner Stelle.",
    replica_behind:
      "Das Replikat der Datenbank liegt zu weit zurück. Die primäre Datenbank antwortet an seiner Stelle.",
    reconciliation_stuck:
      "Ein Abgleich läuft seit {{duration}}, und kein anderer kann beginnen.",
    task_failing:
      "Die Aufgabe {{task}} ist in {{processes}} {{failures}}-mal in Folge fehlgeschlagen. Die Ursache steht dort im Log.",
    task_late: {
      never: "Die Aufgabe {{task}} ist noch nie gelungen.",
      since: "Die Aufgabe {{task}} ist seit {{duration}} nicht gelungen.",
    },
    versions_differ:
      "Die Versionen {{versions}} laufen nebeneinander, wie bei einem Update: {{processes}}.",
  },
} satisfies ServerTexts
