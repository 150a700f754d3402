// Bundles src/ with Splunk's dashboard packages into one script: node build.mjs OUTPUT_FOLDER
import { build } from 'esbuild';

await build({
    entryPoints: ['src/main.jsx'],
    outdir: process.argv[2],
    bundle: true,
    format: 'iife',
    jsx: 'automatic',
    minify: true,
    // The packages are written for webpack, which knows these.
    define: { 'process.env.NODE_ENV': '"production"', global: 'window' },
    loader: { '.woff': 'dataurl', '.woff2': 'dataurl', '.svg': 'dataurl', '.png': 'dataurl' },
    legalComments: 'none',
    logLevel: 'warning',
});
