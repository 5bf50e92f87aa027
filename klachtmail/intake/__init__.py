"""From the mailbox to a message: IMAP, parsing, what the person newly wrote, who it really is."""
