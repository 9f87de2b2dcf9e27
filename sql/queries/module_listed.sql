-- Records that the list of a module was read to its end.
UPDATE module SET listed_at = :now WHERE id = :module
