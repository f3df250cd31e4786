#!/usr/bin/env node
// The command line, built or not: an installation links this file before the program is compiled.
await import('../dist/cli.js')
