// Marks the built command-line entry as executable, so that `npx ocrdet` works from a clone.
import { chmodSync, existsSync } from 'node:fs'

const entry = 'dist/cli/main.js'
if (existsSync(entry)) chmodSync(entry, 0o755)
