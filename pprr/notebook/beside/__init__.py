"""The parts beside measures and money: what committees asked, projects, contacts, entries of their own."""
