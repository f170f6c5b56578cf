/** How the editor is built: `editor/dist`, which the API's server serves. `npm run dev` serves it with hot reload. */
import { fileURLToPath } from 'node:url';
import { lingui, linguiTransformerBabelPreset } from '@lingui/vite-plugin';
import babel from '@rolldown/plugin-babel';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// Lingui's native transform, which it recommends, is left out by an npm that runs on Node 20.
process.env.LINGUI_SUPPRESS_BABEL_WARNING = '1';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), lingui(), babel({ presets: [linguiTransformerBabelPreset()] })],
  // Workers are modules, as they are while the editor is developed.
  worker: { format: 'es' },
  build: { outDir: 'dist', emptyOutDir: true, target: 'baseline-widely-available', chunkSizeWarningLimit: 600 },
});
