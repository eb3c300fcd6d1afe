import { readConfig } from './config.js';
import { AppError } from './core/errors.js';
import { startServer } from './server.js';

try {
  const running = await startServer(readConfig(process.env), { notice: (line) => process.stdout.write(`${line}\n`) });
  process.stdout.write(`Serving on ${running.baseUrl}\n`);
} catch (error) {
  process.stderr.write(`${error instanceof AppError ? error.message : 'An error that nobody foresaw; nothing was printed of it, because it may hold personal data.'}\n`);
  process.exitCode = 1;
}
