// Package reception is the deposit-wide room at the door: it reads the register and walks inn/mapper, brings rows, documents, files and recorded
// corrections together into client folders, and hands them to its ledger in one transaction. What only the whole can show is found here: duplicate
// numbers, rows without files, files without rows, names that collide, columns that nobody filled in.
//
// Every row and every file below inn/ is accounted for; nothing is guessed. It changes nothing in inn/, follows no link, and hashes only the files that
// no folder claims – all others are intake's. What does not fit in memory lies in the ledger's scratch: memory does not grow with the number of folders.
package reception
