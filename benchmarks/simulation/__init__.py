"""The platform under more creates than anybody has sent yet: API Gateway, Lambda and DynamoDB, in steps of 10 ms."""
