import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** n8n reads its folder when it is imported, so this file is imported before it. */
export const n8nHome = mkdtempSync(join(tmpdir(), 'kling-n8n-engine-'));

process.env.N8N_USER_FOLDER = n8nHome;
process.env.N8N_ENCRYPTION_KEY = 'a key for tests';
process.env.N8N_LOG_LEVEL = 'silent';
