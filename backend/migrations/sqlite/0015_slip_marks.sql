-- A slip's link is its number with the house's mark: nothing of it is kept.
DROP TABLE waste_slip_link;
