import { type ParseArgsConfig, parseArgs } from 'node:util';
import { CliError } from './output.ts';

type Options = NonNullable<ParseArgsConfig['options']>;

/** Reads the words behind a command. Throws a CliError that ends with the command's usage. */
export function readArguments<const T extends Options>(usage: string, args: string[], options: T) {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { ...options, help: { type: 'boolean', short: 'h' } } as T & { help: { type: 'boolean'; short: 'h' } },
    });
    return { values, positionals };
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    const [, option = ''] = /'(?:-\w, )?(-[^ ']*)/.exec(message) ?? [];
    switch (code) {
      case 'ERR_PARSE_ARGS_UNKNOWN_OPTION':
        throw misused(`There is no option "${option}"`, usage);
      case 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE':
        throw misused(
          `The option "${option}" ${message.includes('does not take') ? 'takes no' : 'needs a'} value`,
          usage,
        );
      default:
        throw error;
    }
  }
}

/** A command that was called in a way it does not take. */
export function misused(what: string, usage: string): CliError {
  return new CliError(`${what}; write: ${usage}`);
}
