"""The page as it would be published, made anew whenever something behind it is saved, with the queries beside it."""
