#!/usr/bin/env node
import { boot } from './lib/boot.mjs'

await boot('src/app/cli/password.ts')
