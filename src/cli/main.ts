#!/usr/bin/env node
// The `ocrdet` command: runs the command line and leaves its exit code. Everything else is loaded when it is needed.
import { runCommandLine } from './command-line.ts'

process.exitCode = await runCommandLine(process.argv.slice(2))
