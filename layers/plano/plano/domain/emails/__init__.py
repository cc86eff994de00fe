"""Emails, sent through Mandrill: never lost, and each sent once.

An email belongs to what a request does (a registration), and can't be written together with it: Mandrill knows no
transactions. So it goes this way:

1. `outbox.promise` puts the email's id on the queue, held back for longer than a request can last. Where the queue
   does not take it, the request fails before it has done anything.
2. The request commits, in one transaction, what it does and the email's record (`outbox.to_write`), which says
   that this request is sending it.
3. `delivery.deliver` hands the email to Mandrill, and writes into the record that it is sent, or why it isn't.
4. What was on the queue arrives. An email that is sent, or whose request never committed, needs nothing more; any
   other is delivered now, and again with growing pauses, until Mandrill takes it or it is given up.

So there is no moment at which a crash loses the email: before 2 there is none, after 2 the queue knows of it. Who
sends is settled by a claim in the record that ends by itself. A try whose end is not known (Mandrill did not answer,
or the function ended in the middle) is not repeated blindly: Mandrill's search is asked first whether it has the email.
What is left is an email that Mandrill took without answering, and that its search does not find a minute later.
"""
