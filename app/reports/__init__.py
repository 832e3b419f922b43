"""What the managers see and take away: the dashboard and the workbook."""
