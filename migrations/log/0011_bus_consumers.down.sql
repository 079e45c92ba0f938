DROP TABLE bus_consumers;
