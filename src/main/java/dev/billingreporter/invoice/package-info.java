/**
 * Invoices: at most one for an installation and billing period, and none forgotten, whatever fails. Nothing here knows
 * DynamoDB, HTTP or the clock.
 *
 * <p>
 * A run may be killed at any point, two runs may be at the same installation at once, an answer may be lost before or after
 * Vercel has acted on the request, and plans, counters and subscriptions may change between two tries.
 *
 * <p>
 * <b>At most one.</b>
 * <ol>
 * <li>Before anything is sent, the exact bytes are stored ({@link dev.billingreporter.invoice.FrozenInvoice}), on the
 * condition that nothing is stored for this installation and period. Of two runs one wins, and the other sends what the
 * winner has stored. So for one period there are never two different requests, whatever was edited meanwhile; only a person
 * replaces the bytes, and only those that Vercel has refused.</li>
 * <li>Only stored bytes are sent, and they carry an {@code externalId} that is made of nothing but the installation and the
 * period's first day. However often they are sent, Vercel makes one invoice of them and answers 409 from then on.</li>
 * </ol>
 *
 * <p>
 * <b>None forgotten.</b>
 * <ol>
 * <li>What is frozen stays frozen until an answer is recorded that settles it
 * ({@link dev.billingreporter.invoice.Invoice#answered}): Vercel has it, or will never take it. No answer, half of one, and
 * every answer that is about the moment or the installation leave it frozen, and each later run sends it again.</li>
 * <li>A run that is killed after Vercel has acted, or whose answer is lost, costs at most the id: the next one is answered
 * 409, and the invoice is {@code UNCONFIRMED}, which a person sees. Where two runs are answered 200 and 409, the id is kept
 * whichever is recorded first.</li>
 * <li>The checkpoint's {@code invoicedThrough} moves on only over periods that are settled, one after the other, and is
 * written after them ({@link dev.billingreporter.invoice.Settlement#settledThrough}). Every period that ends later is looked
 * at by every run from the moment at which it is due, so one that no run has frozen yet is found, and so is one that is
 * frozen and was not sent.</li>
 * <li>"finalize" kills the installation's token. It is called when nothing is left to be sent, and not while an invoice waits
 * for a person.</li>
 * </ol>
 *
 * <p>
 * What is recorded is written on the condition that the item is still what it was when it was read. Whoever loses that is
 * given the item as it is now, and applies what it has learned to that. So the methods of
 * {@link dev.billingreporter.invoice.Invoice} take every state, and it does not matter which of two runs is first.
 */
package dev.billingreporter.invoice;
