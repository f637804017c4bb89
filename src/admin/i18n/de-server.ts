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
  refusal: {
    rate_limited: {
      default:
        "Zu viele Anfragen innerhalb einer Minute. Bitte warten Sie einen Moment.",
    },
    invalid_data: {
      default: "Die Angaben sind ungültig: {{message}}",
      already_settled: "Dieser Konflikt ist bereits gelöst.",
      handle_taken: "Das Handle {{handle}} ist bereits vergeben.",
      mixed_spans:
        "Was zusammengehört, muss einheitlich pro Nacht oder pro Tag gebucht werden.",
      needs_note: "Bitte begründen Sie in der Notiz, warum verworfen wird.",
      never_held: "Die Tage waren nie vorgemerkt. Buchen Sie stattdessen um.",
      no_order: "Es gibt keine Bestellung. Der Kunde kann neu buchen.",
      no_room:
        "{{name}} kann an der Rezeption nicht verwendet werden: Die Standardkapazität ist nicht 1.",
      not_refunded:
        "Die Zahlung ist noch nicht erstattet. Erstatten Sie sie oder stornieren Sie zuerst die Bestellung.",
      order_canceled:
        "Die Bestellung ist storniert. Für sie kann nichts gebucht werden.",
      order_unpaid:
        "Die Bestellung ist nicht mehr bezahlt. Begründen Sie in der Notiz, warum sie ihre Tage trotzdem erhält, oder lösen Sie den Konflikt als erstattet.",
      same_room: "Der Gast ist bereits in diesem Zimmer.",
      too_many_links:
        "Eine Variante kann höchstens {{most}} Ressourcen und Gruppen verkaufen.",
      unchanged: "Daran würde sich nichts ändern.",
      unknown_timezone: "Die Datenbank kennt die Zeitzone {{timezone}} nicht.",
    },
    invalid_range: {
      default: "Der Zeitraum ist ungültig: {{message}}",
      empty: "Der Zeitraum enthält keine Tage.",
      not_a_date: "Bitte geben Sie gültige Daten ein.",
      not_after_today:
        "Das neue Ende liegt nicht nach dem heutigen Tag. Checken Sie den Gast stattdessen aus.",
      repeated: "Ein Tag ist mehrfach angegeben.",
      reversed: "Das Ende liegt nicht nach dem Beginn.",
    },
    not_found: { default: "Nicht gefunden: {{record}} {{id}}." },
    idempotency_conflict: {
      default: "Dieser Vorgang wurde bereits mit anderen Angaben ausgeführt.",
    },
    // In the store's own words.
    not_allowed_by_store: { default: "{{message}}" },
    already_confirmed: { default: "Diese Vormerkung ist bereits bestätigt." },
    released: { default: "Diese Vormerkung wurde freigegeben." },
    expired: { default: "Diese Vormerkung ist abgelaufen." },
    canceled: { default: "Diese Belegung wurde storniert oder verschoben." },
    no_allocation: {
      elsewhere:
        "Dieser Aufenthalt hat {{name}} vom {{start}} bis zum {{end}}.",
      gap: "Dieser Aufenthalt hat {{name}} heute nicht.",
      nobody_expected: "Es wird niemand erwartet.",
      no_show: "Der Gast ist als No-Show vermerkt.",
      over: "Dieser Aufenthalt ist beendet.",
    },
    not_arrival_day: {
      early: "Der Gast wird am {{date}} erwartet.",
      late: "Anreise war am {{date}}. Geben Sie in einer Notiz an, warum erst heute eingecheckt wird.",
    },
    not_same_day: {
      check_in:
        "Der Check-in war nicht heute und kann nicht rückgängig gemacht werden.",
      check_out:
        "Der Check-out war nicht heute und kann nicht rückgängig gemacht werden.",
      no_show:
        "Der No-Show wurde nicht heute vermerkt und kann nicht rückgängig gemacht werden.",
    },
    already_occupied: {
      default: "{{name}} ist belegt.",
      guest_in: "Der Gast ist bereits eingecheckt.",
      in_by_allocation:
        "Der Gast ist eingecheckt. Ändern Sie den Aufenthalt oder checken Sie ihn an der Rezeption aus.",
    },
    not_occupied: {
      not_in: "Der Gast ist nicht in {{name}}.",
      nobody_in: "Niemand ist eingecheckt.",
      moved_on:
        "Der Gast ist in ein anderes Zimmer gezogen. Ändern Sie stattdessen den Aufenthalt.",
      nothing_to_undo: "Es gibt nichts rückgängig zu machen.",
    },
    room_out_of_order: {
      out_of_order: "{{name}} ist außer Betrieb.",
      maintenance: "{{name}} wird gewartet.",
    },
    room_frozen: {
      frozen: "{{name}} ist gesperrt.",
      blackout: "{{name}} ist heute gesperrt.",
    },
    room_dirty: { default: "{{name}} ist noch nicht sauber." },
    target_unavailable: { default: "Das andere Zimmer ist nicht verfügbar." },
    task_state: {
      already: "Diese Aufgabe ist bereits erledigt oder entfallen.",
      started: "Diese Aufgabe ist bereits begonnen.",
      unfinished: "Diese Aufgabe ist noch nicht abgeschlossen.",
    },
    inactive: { default: "{{name}} wird nicht verkauft." },
    past: { default: "Vergangene Tage können nicht gebucht werden." },
    too_soon: {
      default_one:
        "Buchungen sind nur mindestens {{count}} Stunde im Voraus möglich.",
      default_other:
        "Buchungen sind nur mindestens {{count}} Stunden im Voraus möglich.",
    },
    too_far: {
      default_one: "Buchungen sind höchstens {{count}} Tag im Voraus möglich.",
      default_other:
        "Buchungen sind höchstens {{count}} Tage im Voraus möglich.",
    },
    stay_too_short: {
      day_one: "Der Mindestaufenthalt beträgt {{count}} Tag.",
      day_other: "Der Mindestaufenthalt beträgt {{count}} Tage.",
      night_one: "Der Mindestaufenthalt beträgt {{count}} Nacht.",
      night_other: "Der Mindestaufenthalt beträgt {{count}} Nächte.",
    },
    stay_too_long: {
      day_one: "Der Höchstaufenthalt beträgt {{count}} Tag.",
      day_other: "Der Höchstaufenthalt beträgt {{count}} Tage.",
      night_one: "Der Höchstaufenthalt beträgt {{count}} Nacht.",
      night_other: "Der Höchstaufenthalt beträgt {{count}} Nächte.",
    },
    frozen: { default: "{{name}} ist am {{date}} gesperrt." },
    blackout: { default: "{{name}} ist am {{date}} gesperrt." },
    no_capacity: {
      default: "{{name}} wird am {{date}} nicht angeboten.",
      gone: "Was am {{date}} vorgemerkt war, wird nicht mehr angeboten.",
      no_members: "In dieser Gruppe gibt es nichts zu buchen.",
    },
    sold_out: {
      default: "{{name}} ist am {{date}} ausverkauft.",
      few: "Von {{name}} sind am {{date}} nur noch {{free}} frei.",
      group: "In {{name}} ist für den ganzen Aufenthalt nicht genug frei.",
    },
    limit_reached: {
      bookings:
        "Es können höchstens {{most}} Buchungen gleichzeitig vorgemerkt sein.",
      units:
        "Es können höchstens {{most}} Einheiten gleichzeitig vorgemerkt sein.",
      dates: "Es können höchstens {{most}} Tage gleichzeitig vorgemerkt sein.",
      address_bookings:
        "Von einer IP-Adresse aus können höchstens {{most}} Buchungen gleichzeitig vorgemerkt sein.",
      address_dates:
        "Von einer IP-Adresse aus können höchstens {{most}} Tage gleichzeitig vorgemerkt sein.",
      address_share:
        "Von einer IP-Adresse aus können höchstens {{most}} % der Plätze an benachbarten Tagen vorgemerkt sein.",
      lifetime: "Diese Vormerkung kann nicht weiter verlängert werden.",
      too_late: "Diese Buchung kann nicht mehr geändert werden.",
    },
    price_changed: {
      default:
        "Die Zeit zum Bezahlen ist abgelaufen, und der Preis hat sich geändert.",
    },
    below_commitments: {
      default: "Am {{date}} ist schon mehr vorgemerkt oder verkauft.",
    },
    has_commitments: {
      delete:
        "Die Ressource kann nicht gelöscht werden, solange Tage vorgemerkt oder verkauft sind.",
      span: "Ob pro Nacht oder pro Tag gebucht wird, lässt sich nicht ändern, solange Tage vorgemerkt oder verkauft sind.",
      blackouts:
        "Die Gruppe hat Sperrzeiten, die ihre Ressourcen verlören. Heben Sie sie zuerst auf.",
    },
    busy: {
      default:
        "Das Buchungssystem ist gerade ausgelastet. Bitte versuchen Sie es noch einmal.",
    },
  },
  record: {
    allocation: "Belegung",
    blackout: "Sperrzeit",
    booking: "Buchung",
    cart: "Warenkorb",
    conflict: "Konflikt",
    customer: "Kunde",
    group: "Gruppe",
    hold: "Vormerkung",
    order: "Bestellung",
    resource: "Ressource",
    task: "Aufgabe",
    variant: "Variante",
  },
} satisfies ServerTexts
