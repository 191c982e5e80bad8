// Judges any plugin against the contract.
