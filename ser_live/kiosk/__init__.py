"""The kiosk: a full-screen visit for one person after another, unattended."""
