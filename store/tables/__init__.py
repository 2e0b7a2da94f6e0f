"""The tables. Importing the package imports them all, so that the metadata is whole."""

from store.tables import alert as alert
from store.tables import audit as audit
from store.tables import change as change
from store.tables import chat as chat
from store.tables import coordinator as coordinator
from store.tables import delivery as delivery
from store.tables import draft as draft
from store.tables import edition as edition
from store.tables import inbox as inbox
from store.tables import manners as manners
from store.tables import negotiation as negotiation
from store.tables import parts as parts
from store.tables import shapes as shapes
from store.tables import subscription as subscription
from store.tables import tally as tally
from store.tables import watch as watch
