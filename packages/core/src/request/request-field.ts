import type { z } from 'zod/v4';
import type { RequestIssue } from '../errors/request-issue.ts';

/** What is known of one field. The key of its row is its name in a program. */
export interface RequestField {
  /** What `parseVideoRequest` accepts, with the default if it does not depend on other fields. */
  readonly schema: z.ZodType;
  /** Turns what tables and YAML hold into what `schema` accepts. */
  readonly readLoosely: LooseReader;
  /** For people who fill the field in; texts and schemas of hosts are made of it. */
  readonly description: string;
  /** The name in the body that is sent to the API (contract.md §2). */
  readonly wireName: string;
  /** Whether the API takes a list where a request has a single value. @default false */
  readonly isListOnWire?: boolean;
  /** Input of the GitHub Action and key of a storyboard; undefined: the Action has no such field. */
  readonly inputName: string | undefined;
  /** For a list of objects: what its entries are. */
  readonly entries?: EntryRules;
}

/** A list of objects within a request. */
export interface EntryRules {
  readonly fields: RequestFields;
  /** One entry, as messages call it. */
  readonly noun: string;
  /** What an entry needs, as messages list it. */
  readonly contents: string;
  readonly min: number;
  readonly max: number;
}

/** A table of fields, by their names in a program. */
export type RequestFields = Readonly<Record<string, RequestField>>;

/** A field of the request itself. */
export interface VideoField extends RequestField {
  /** The parameter of the n8n node; one within a collection has the path `options.callbackUrl`. */
  readonly parameterName: string;
  /** Whether the field changes the video. If not, it is no part of the fingerprint. */
  readonly isContent: boolean;
}

/**
 * Reads a value that is not blank. What it does not know it returns as it is, so the strict
 * rules refuse it in their own words.
 */
export type LooseReader = (value: unknown, reading: LooseReading) => unknown;

/** Where a value is, and what was noticed while reading. */
export interface LooseReading {
  readonly path: RequestIssue['path'];
  /** Texts that should be JSON and are not. */
  readonly issues: RequestIssue[];
  /** For each list that was read: the indexes that its entries had before blank ones were left out. */
  readonly indexes: WeakMap<object, readonly number[]>;
}
