"""Keys, sign-in, the office folder, encrypted backup, restore, drill: the room with the crypto."""
