#!/usr/bin/env node
import { boot } from './lib/boot.mjs'

await boot('bench/run.ts')
