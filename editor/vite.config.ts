/** How the editor is built: `editor/dist`, which the API's server serves. `npm run dev` serves it with hot reload. */
import { fileURLToPath } from 'node:url';
import { lingui } from '@lingui/vite-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), lingui({ macroTransform: true })],
  build: { outDir: 'dist', emptyOutDir: true, target: 'baseline-widely-available', chunkSizeWarningLimit: 600 },
});
