"""The files about views of measures and what is watched beside them: issues, inspections, returns, recommendations."""
