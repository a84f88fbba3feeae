/** A part of a message that is a document in another format. */
export interface Attachment {
  /** By which `attachedBytes` finds it. */
  readonly part: string;
  readonly fileName: string;
  readonly contentType: string;
  /** Id of the connector that reads this format. */
  readonly connector: string;
  /** The connection that is to read it; null for the hub's own of that connector. */
  readonly connectionId: string | null;
  /** What is known of it from around it, e.g. the number of a fax; the headers of the message it becomes. */
  readonly headers: Readonly<Record<string, string>>;
}
