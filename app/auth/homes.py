"""The page each role starts from."""

from app.auth.rules import Role

HOME = {
    Role.PRESCRIBER: "referrals.list_referrals",
    Role.COORDINATOR: "referrals.list_to_answer",
    Role.MANAGER: "reports.show_dashboard",
    Role.ADMINISTRATOR: "reports.show_dashboard",
}
